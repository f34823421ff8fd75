### The page of host and moderator.

desk-on-stage = On stage ({ $count })
desk-backstage = Backstage ({ $count })
desk-hands = Raised hands ({ $count })
desk-booths = Booths
desk-stage-empty = Nobody is on stage
desk-backstage-empty = Nobody is waiting backstage
desk-booth-empty = Nobody is in the booth
desk-hands-empty = No hand is raised
desk-hand = Wants to speak ({ $language })
desk-hand-unknown = Wants to speak, language not known
desk-bring-up = Bring up
desk-take-down = Take down
desk-spotlight = In front
desk-spotlight-on = In front now
desk-spotlight-off = Let the voice decide
desk-mute = Mute
desk-unmute = Let speak
desk-muted = muted
desk-lost = connection lost
desk-speaks = Speaks { $language }
desk-speaks-of = Language that { $name } speaks
desk-waits = waiting since { $time }
desk-go-on-stage = Go on stage yourself
desk-leave-stage = Leave the stage
desk-take-down-title = Take { $name } off the stage?
desk-take-down-text = The audience stops hearing and seeing this person at once.

desk-pending = To decide ({ $count })
desk-approved = In the queue ({ $count })
desk-on-air = On air now
desk-answered = Answered ({ $count })
desk-pending-empty = Nothing to decide
desk-approved-empty = The queue is empty
desk-on-air-empty = No question is on air
desk-approve = Approve
desk-dismiss = Decline
desk-put-on-air = Put on air
desk-answered-live = Answered
desk-answer-text = Answer in writing
desk-move-up = Move up
desk-move-down = Move down
desk-dismiss-title = Decline this question?
desk-dismiss-reason = Reason, shown to the asker
desk-dismiss-duplicate = Already asked
desk-dismiss-topic = Not about this show
desk-answer-title = Answer in writing
desk-answer-label = Answer, shown to everybody
desk-answer-send = Publish answer
desk-next = Next
desk-answer-language = Language of the answer
desk-mark = Mark
desk-mark-to = Concerns
desk-mark-everybody = Everybody
desk-mark-labels = Labels
desk-mark-labels-hint = Up to five, separated by commas; only the desk sees them.
desk-mark-pinned = Pin to the top
desk-mark-send = Save
desk-merge = Asks the same as
desk-merge-none = No other question
desk-merge-hint = Askers and votes go over to that question. This cannot be undone.
desk-merge-send = Merge
desk-file = Questions as a file
desk-file-unanswered = Only unanswered questions
desk-file-unanswered-hint = To hand over to the company that pitched.

desk-preview = What the audience sees
desk-override = direction held by hand

desk-phase-now = Now: { $phase }
desk-phase-doors_open = Open the doors
desk-phase-live = Go live
desk-phase-resume = Continue the show
desk-phase-paused = Take a break
desk-phase-ended = End the show
desk-confirm-doors_open-title = Open the doors?
desk-confirm-doors_open-text = Everybody with a link can come in. The stage is not heard yet.
desk-confirm-live-title = Go live?
desk-confirm-live-text =
    { $count ->
        [one] { $count } person hears and sees the stage at once.
       *[other] { $count } people hear and see the stage at once.
    }
desk-confirm-paused-title = Take a break?
desk-confirm-paused-text = The hall stops hearing and seeing the stage until you continue.
desk-confirm-resume-title = Continue the show?
desk-confirm-resume-text =
    { $count ->
        [one] { $count } person hears and sees the stage again at once.
       *[other] { $count } people hear and see the stage again at once.
    }
desk-confirm-ended-title = End the show for everybody?
desk-confirm-ended-text =
    { $count ->
        [one] { $count } person leaves the room. This cannot be taken back.
       *[other] All { $count } people leave the room. This cannot be taken back.
    }

desk-invite = Invite
desk-invite-title = Make a personal link
desk-invite-role = Role
desk-invite-name = Name
desk-invite-language = Language spoken
desk-invite-make = Make the link
desk-invite-copy = Copy
desk-invite-copied = Copied
desk-invite-hint = Whoever has this link enters under this name. Send it to one person only.
desk-invite-failed = The link could not be made. Try again.
desk-invite-copy-named = Copy: { $what }
desk-invite-by = Connects by
desk-invite-by-browser = Browser (link)
desk-invite-by-encoder = OBS or another encoder (WHIP)
desk-invite-make-strings = Make server and token
desk-invite-server = Server
desk-invite-token = Bearer token
desk-invite-encoder-hint = The token is personal: whoever has it publishes under this name. Send it to one person only.
desk-invite-encoder-steps = OBS Studio 30 or newer: Settings, Stream, service WHIP; paste both. Video: H.264, key frame every 2 s, no B-frames. Other encoders with WHIP work alike.

desk-columns = Which part of the desk
desk-column-people = People
desk-column-questions = Questions
desk-column-stage = Stage
desk-column-sheet = Run sheet
desk-column-board = Channels

desk-everyone = Everybody in the room
desk-everyone-more = Show more people
desk-numbers = In numbers
desk-numbers-listening = Tuned to
desk-numbers-receivers = Receiving
desk-numbers-round-trip = Round trip
desk-numbers-loss = Loss
desk-numbers-ms = half up to { $half } ms, 95 % up to { $most } ms
desk-numbers-percent = half up to { $half } %, 95 % up to { $most } %
desk-numbers-layers = Pictures
desk-numbers-layer-top = top { $count }
desk-numbers-layer-middle = middle { $count }
desk-numbers-layer-low = low { $count }
desk-numbers-layer-none = none { $count }
desk-numbers-headroom = Server
desk-numbers-free = { $percent } % free
desk-numbers-tight = only { $percent } % free
desk-numbers-none = Nobody receives sound or picture yet.
