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
