### The interpreter’s console: bands, hand-over, sources, signals, keys.

booth-broken = Your turn was interrupted
booth-broken-detail = The page was loaded again. Nobody hears you.
booth-broken-action = Back on air
booth-sign-off-detail = Nobody sees you.
booth-sign-waiting-detail = Your camera is on, but viewers do not see you.
booth-turn = Turn { $time }
booth-slot = Slot { $time } left
booth-slot-over = Slot { $time } over
booth-relay-for =
    You are relay for { $language }: { $booths ->
        [one] 1 booth
       *[other] { $booths } booths
    }, { $listeners ->
        [one] 1 listener
       *[other] { $listeners } listeners
    }
booth-relay-ask = Other booths depend on you. Press { $off } again to switch off, or { $hand } to hand over.
booth-alarms = Alarms
booth-alarm-silent-own = Nothing has come from you for a while, although the stage speaks. Is your microphone all right?
booth-alarm-silent = Nothing has come from { $name } for a while, although the stage speaks.
booth-alarm-pivot = The relay { $language } is silent. { $key } takes another source.
booth-alarm-unattended = Nobody interprets into { $language }.
booth-alarm-occupied = { $language } is taken by booth { $booth }.
booth-taken-by = { $name } has it.

booth-hold = hold
booth-range-low = too quiet
booth-range-high = too loud

hand-over-title = Hand over
hand-over-offer = Offer the microphone
hand-over-request = Ask for the microphone
hand-over-accept-take = Take over
hand-over-accept-give = { $name } may take over
hand-over-cut = Cut at the next pause
hand-over-cut-now = Cut at once
hand-over-decline = Decline
hand-over-withdraw = Withdraw
hand-over-left = { $seconds } s
hand-over-watches = { $name } is handing over
hand-over-requested-gives = { $name } asks for the microphone.
hand-over-requested-takes = You have asked { $name } for the microphone.
hand-over-offered-gives = You have offered { $name } the microphone.
hand-over-offered-takes = { $name } offers you the microphone.
hand-over-armed-gives = { $name } is ready. Cut when your sentence ends.
hand-over-armed-takes = You are ready. Start speaking, then cut.
hand-over-cutting-gives = { $name } takes over at your next pause.
hand-over-cutting-takes = You are on air at { $name }’s next pause.

booth-tools-turn = Your turn
booth-tools-talk = Talk beside the channel
booth-tools-booth = How the booth works
booth-signals = Signals to the stage
booth-signal-slow_down = Slow down
booth-signal-cannot_hear = Can’t hear
booth-signal-use_microphone = Use the microphone
booth-signal-repeat_figures = Repeat figures
booth-signal-sent = sent
booth-talk-partner = Talk to partner
booth-talk-desk = Talk to desk
booth-works-by_turns = By turns
booth-works-by_direction = By direction
booth-owns = You own { $language }
booth-covers = Both directions
booth-camera = My picture to partner
booth-keys = Keys
booth-partner-talks = talks to you

booth-source-choose = Listen to { $name }
booth-source-nobody = nobody speaks
booth-source-mark-floor = floor
booth-source-mark-times = { $times }×
booth-source-decalage = +{ $seconds } s
booth-source-auto = Chosen automatically
booth-source-chosen = Chosen by you
booth-source-back = Automatic
booth-ears = Volume and tone
booth-fader-floor = Source
booth-fader-partner = Partner
booth-fader-shared = Film
booth-tone-low = Bass
booth-tone-high = Treble
booth-decibels = { $value } dB
booth-protection-on = Hearing protection on
booth-protection-waiting = Hearing protection is being loaded
booth-protection-spike = A sound { $value } dB too loud was held back.
booth-protection-minute = The last minute was { $value } dB too loud. Turn it down.
booth-protection-log = Held back: { $count }
booth-protection-entry = { $time } · { $value } dB · { $ms } ms
booth-facts = Listeners, delay and sync
booth-delay = sound { $ms } ms
booth-skew-early = sound { $ms } ms before the picture
booth-skew-late = sound { $ms } ms after the picture
booth-skew-apart = apart

keys-title = Keys
keys-hint = Choose a place, then press the new key. Function keys, right Ctrl and the number pad also work while you write; foot switches send these.
keys-press = Press a key
keys-none = no key
keys-change = { $action }: { $key }. Change
keys-free = { $action }: remove { $key }
keys-reset = As at first
keys-refused-browser = { $key } belongs to the browser. Choose another key.
keys-refused-types = { $key } writes a character. This action needs a key that writes nothing.
keys-refused-taken = { $key } is already the key for “{ $action }”. Choose another, or free that one first.
key-right-ctrl = Right Ctrl
key-of-microphone = Microphone
key-of-cough = Cough (hold)
key-of-stand_by = Stand by
key-of-direction = Direction
key-of-override = Speak the stage’s language
key-of-hand_over = Hand over
key-of-decline = Decline or withdraw
key-of-incoming = Next source
key-of-incoming_auto = Source automatic
key-of-talk_partner = Talk to partner (hold)
key-of-talk_desk = Talk to desk (hold)
key-of-slow_down = Slow down
key-of-cannot_hear = Can’t hear
key-of-use_microphone = Use the microphone
key-of-repeat_figures = Repeat figures
key-of-cover = Cover both directions
key-of-works = By turns or by direction
key-of-camera = My picture to partner
key-of-floor_1 = Stage speaks language 1
key-of-floor_2 = Stage speaks language 2
key-of-floor_3 = Stage speaks language 3
key-of-floor_none = No speech on stage
key-of-pin = Pin the stage’s language
key-of-keys = List of keys
