### What a person agrees to for her voice; rule and words are the same everywhere.

consent-title = What may happen with your voice
consent-text = You need not agree to anything to take part. Each yes stands for itself, and you can take it back at any time from the menu of the page.
consent-recording = Recording
consent-recording-hint = Your voice may be in the recording of this event.
consent-publishing = Publishing
consent-publishing-hint = The recording with your voice may be published.
consent-live_processing = Captions
consent-live_processing-hint = A machine may process your voice during the event, for captions.
consent-machine_use = Other use by machines
consent-machine_use-hint = Any other use of your voice by machines, such as training.
consent-not-asked = Nothing agreed so far
consent-at = As you said on { $when }
consent-withdraw = Take everything back
consent-menu = My voice
consent-done = Done
consent-hand-title = May your question be recorded and published?
consent-hand-text = With a yes your voice may be in the recording, be published and be processed for captions. Without it you are heard all the same.
consent-hand-yes = Yes
consent-hand-given = You agreed to recording, publishing and captions of your voice.
consent-hand-back = Take back
consent-hand-no = No
