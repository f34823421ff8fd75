### The desk: interpretation board, booths, readiness and run sheet.

## The board

desk-board = Interpretation
desk-channel = Channel { $language }
desk-channel-live = Live
desk-channel-held = Held
desk-channel-floor = Stage
desk-channel-fallback = Original
desk-channel-down = Down
desk-channel-down-text = Interpretation is down: listeners hear the original, although a booth is planned.
desk-channel-floor-text = Listeners hear the stage itself.
desk-channel-fallback-text = Nobody interprets; listeners hear the original.
desk-in-booth = booth { $booth }
desk-mark-floor = from the stage
desk-mark-times = { $times }×
desk-mark-via = { $times }× via { $language }
desk-decalage = { $seconds } s behind
desk-level-none = silent
desk-level-db = { $level } dBFS
desk-level-low = too quiet
desk-level-high = too loud
desk-interlock = Who may take the channel { $language } while it is occupied
desk-interlock-refused = While occupied: nobody
desk-interlock-own_booth = While occupied: own booth
desk-interlock-anyone = While occupied: anyone
desk-consecutive = Consecutive: everybody hears the stage
desk-open-microphones = Open microphones
desk-alarm-silent = { $name }: microphone open, but silent
desk-alarm-pivot_silent = The pivot { $language } is silent
desk-alarm-unattended = Channel { $language }: nobody interprets
desk-alarm-occupied = Channel { $language } is occupied by booth { $booth }

## Booths

desk-booths-none = This show has no booth
desk-booth-of = Booth { $booth }
desk-booth-into = → { $language }
desk-booth-armed = { $language } is next
desk-booth-sign = Sign language
desk-booth-pivot = Pivot for { $language }: { $listeners } listening
desk-seat-waiting = open, not on air
desk-seat-owns = speaks { $language }
desk-seat-covers = covers both directions
desk-seat-hears = hears: { $source }
desk-seat-talking = talks to the partner
desk-hand-over-requested = { $to } asks { $from } for the microphone.
desk-hand-over-offered = { $from } offers { $to } the microphone.
desk-hand-over-armed = { $to } is ready to take over from { $from }.
desk-hand-over-cutting = { $to } takes over from { $from } now.
desk-hand-over-left = ({ $seconds } s)
desk-works = How the booth shares its work
desk-works-by_turns = By turns
desk-works-by_direction = By direction
desk-assign = Seats
desk-assign-title = Who sits in which booth?
desk-assign-hint = The change holds at once. Whoever is on air keeps her seat.
desk-assign-booth = { $languages } ({ $seats } in)
desk-assign-none = no seat yet
desk-assign-on-air = On air now: first let somebody take over.
desk-call = Call
desk-call-title = Call booth { $booth }
desk-call-hint = A light goes on in the booth, with your words beside it.
desk-call-text = What about (may stay empty)
desk-call-out = Put out the light
desk-call-from = { $name } calls from booth { $booth }
desk-call-since = since { $time }
desk-call-talking = is talking to you
desk-call-done = Done
desk-talk-hold = Hold to talk
desk-talk-open = The booth hears you
desk-lamp-from = from booth { $booths }, shown on the stage

## Whether people can be heard well

desk-fit = Sound is fit
desk-unfit = Not fit: { $reasons }
desk-unfit-unchecked = not checked
desk-unfit-headphones = no closed headphones
desk-unfit-leak = echo from the loudspeaker
desk-unfit-clipping = microphone clips
desk-unfit-poor = poor microphone
desk-unfit-other = sound check not passed
desk-leaking = Echo now: the loudspeaker is heard in the microphone
desk-details = Consent and timing
desk-consent = Consent
desk-consent-recording = recording
desk-consent-publishing = publishing
desk-consent-live_processing = live processing
desk-consent-machine_use = other machine use
desk-consent-yes = yes
desk-consent-no = no
desk-consent-never = not asked yet
desk-consent-at = said at { $time }
desk-delay = Delay, one way
desk-skew = Picture and sound
desk-skew-unknown = not measured yet
desk-skew-early = sound too early
desk-skew-late = sound too late
desk-skew-together = together
desk-skew-window = unnoticed from −45 to +125 ms
desk-milliseconds = { $ms } ms

## The run sheet

desk-sheet = Run sheet
desk-sheet-elapsed = { $time } elapsed
desk-sheet-left = { $time } left
desk-sheet-over = { $time } over
desk-sheet-on-time = on time
desk-sheet-late = { $minutes } min late
desk-sheet-early = { $minutes } min early
desk-sheet-begin = Begin
desk-sheet-back = Back
desk-sheet-next = Next
desk-sheet-now = Now:
desk-sheet-minutes = { $minutes } min
desk-sheet-up = Move up: { $title }
desk-sheet-down = Move down: { $title }
desk-sheet-edit = Edit
desk-sheet-edit-of = Edit: { $title }
desk-sheet-empty = Nothing is written yet. Booths see here what comes next.
desk-sheet-add = Add an item
desk-sheet-paste = Paste a list
desk-sheet-undo = Undo
desk-sheet-title = Title
desk-sheet-speaker = Who speaks
desk-sheet-no-language = not set
desk-sheet-length = Minutes
desk-sheet-notes = For the booth: names, figures, text of a film
desk-sheet-remove = Remove
desk-sheet-save = Save
desk-sheet-paste-title = Paste a run sheet
desk-sheet-paste-hint = One item a line, from a spreadsheet or CSV: title, speaker, language, minutes, notes. With a first line of headings any order, also kind, decks and “title zh”.
desk-sheet-paste-label = Rows
desk-sheet-found =
    { $count ->
        [one] { $count } item found.
       *[other] { $count } items found.
    }
desk-sheet-replace = Replace all
desk-sheet-take = Add to the list
