### The one screen before the room.

entering-as = You enter as: { $role }
entering-name = Your name
entering-name-fixed = From your invitation
entering-name-open = Shown with your questions
entering-language = Your language
entering-language-hint = You hear everything in this language, interpreted where needed.
entering-sound-test = Test the sound
entering-sound-playing = You should hear a soft chime.
entering-sound-idle = Plays a soft chime.
entering-enter = Enter
entering-wait = One moment …

check-title = Your devices
check-start = Turn on camera and microphone
check-start-microphone = Turn on the microphone
check-start-hint = The browser asks for permission. Nobody hears or sees you yet.
check-preview = Your picture, seen by nobody yet
check-level = Microphone level
check-level-quiet = Say a few words.
check-level-good = Your voice arrives well.
check-level-loud = Too loud. Move back a little.
check-no-camera = No camera
check-output = Headphones or loudspeaker
check-test-source = Test picture and tone
check-test-source-hint = For a trial without devices. Everybody sees that it is a test.
check-test-mark = Test picture
check-network-testing = Being tested …
check-network-udp = Sound and picture get through.
check-network-tcp = Gets through by the web port. Picture may be a little slower.
check-headphones = I am wearing closed headphones
check-headphones-hint = Otherwise the listeners hear the stage through your microphone.
check-speakers-title = Headphones, please
check-speakers-hint = With headphones nobody hears an echo.
check-booth = Booth { $languages }
