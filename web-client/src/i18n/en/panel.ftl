### What comes next and what the booth shares, beside the console.

panel-label = What comes next
panel-papers = Papers of the booth
panel-agenda = Run sheet
panel-glossary = Glossary
panel-notes = Notes
panel-chat = Chat
panel-chat-unread = Chat ({ $count })
panel-next-speaker = Next speaker
panel-next-nobody = Nobody is on the run sheet
panel-then = Then
panel-item-notes = To know

panel-number = Number for the partner
panel-number-hint = Stands large on your partner’s console for 30 seconds.
panel-number-clear = Clear
panel-number-of = Number from { $name }

panel-chat-label = To your partner
panel-chat-send = Send
panel-chat-empty = Nobody but your booth reads this.
panel-chat-you = You

glossary-search = Find a term
glossary-paste-hint = Rows copied from a spreadsheet can be pasted here.
glossary-imported =
    { $read ->
        [0] No rows were found in it.
       *[other] { $added } of { $read } rows are new and were added.
    }
glossary-empty = No terms yet
glossary-not-found = No term has these letters
glossary-more = { $count } more. Type to find them.
glossary-add-row = Add a row
glossary-add = Add
glossary-import = CSV file
glossary-remove = Remove
glossary-remove-term = Remove { $term }

notes-label = Notes of the booth
notes-kept = Kept
notes-writing = Being kept …
notes-failed = Not kept.
notes-changed = Your booth has just changed the notes.
notes-changed-by = { $name } has just changed the notes.

call-title = Line to the desk
call-text = What about
call-light = Call the desk
call-waits = The desk is called since { $time }
call-put-out = Put out
call-from-desk = { $name } calls from the desk
call-desk-talks = speaks now
call-answer = Seen
call-talk = Hold to talk to the desk
call-talking = The desk hears you
