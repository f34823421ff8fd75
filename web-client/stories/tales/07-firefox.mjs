// Firefox attends and speaks. Offline it has no H.264, so this stage is VP8.
import { arrive, hears, openBrowser, seesPictures, until } from '../lib/browser.mjs';
import { openFirefox } from '../lib/firefox.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'Firefox attends and speaks on a VP8 stage';
export const within = 120_000;

export async function tell({ seen, after }) {
  const server = await Server.start({ config: '[media]\ncodecs = ["vp8"]\n' });
  after(() => server.stop());
  const chromium = await openBrowser();
  after(() => chromium.close());
  const firefox = await openFirefox();
  after(() => firefox.close());

  const speaker = await arrive(chromium, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  await enterWithDevices(speaker);
  const fox = await firefox.page(server.ticket('speaker', 'Fuchs', { language: 'de' }));
  const click = async (words) => {
    await until(words, () =>
      fox.evaluate((text) => {
        const button = [...document.querySelectorAll('button')].find((b) =>
          b.textContent.trim().startsWith(text),
        );
        if (!button || button.disabled) return false;
        button.click();
        return true;
      }, words),
    );
  };
  await click('Turn on camera and microphone');
  await until('the preview', () =>
    fox.evaluate(() => [...document.querySelectorAll('video')].some((v) => v.videoWidth > 0)),
  );
  await click('Enter');
  // Firefox counts no frames in the playback quality of a live stream: each frame that is shown is counted here.
  const pictures = await until('pictures of Stefan at Firefox', () =>
    fox.evaluate(async () => {
      const video = document.querySelector('video[aria-label="Picture of Stefan"]');
      if (!video) return false;
      for (let frame = 0; frame < 5; frame++) {
        await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      }
      return video.videoWidth > 0;
    }),
  );
  seen(`pictures at Firefox after ${pictures.ms} ms`);

  const a = await arrive(chromium, server.ticket('attendee', 'Anna', { language: 'de' }));
  await enter(a, 'Original');
  await hears(a, 440);
  await seesPictures(a);
  // Firefox's fake microphone is a tone of its own at 1 kHz.
  seen(`Firefox's voice at Anna after ${(await hears(a, 1_000)).ms} ms`);
}
