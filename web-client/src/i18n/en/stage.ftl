### The speaker’s page.

stage-band-backstage = Backstage
stage-band-backstage-detail = The audience does not hear or see you.
stage-band-on = On stage
stage-band-on-detail = Everybody hears and sees you.
stage-band-on-muted = Your microphone is off.
stage-band-hall = In the hall
stage-band-hall-detail = You are listening only.
stage-self = Your picture
stage-audience-sees = What the audience sees
stage-people-backstage = Backstage
stage-people-empty = Nobody else is backstage
stage-controls = Microphone, camera and screen

lamp-title = From the booth
lamp-slow_down = Please speak more slowly
lamp-cannot_hear = The interpreters cannot hear you
lamp-use_microphone = Please use the microphone
lamp-repeat_figures = Please repeat the figures

stage-agenda = Run sheet
stage-time-left = left
stage-time-over = over time
stage-agenda-next = Then
stage-speak = You speak

briefing-title = Briefing room
briefing-text = Speakers, interpreters and host talk here before the doors open. Nobody else hears it, and nothing is recorded.
briefing-join = Enter the briefing room
briefing-leave = Leave the briefing room
briefing-empty = Nobody is in it yet
briefing-microphone-on = The room hears you
briefing-microphone-off = Microphone off
briefing-people = In the briefing room ({ $count })
