-- Who may take an occupied channel, until a host says otherwise for one of them.
ALTER TABLE shows ADD COLUMN interlock TEXT NOT NULL DEFAULT 'refused';
