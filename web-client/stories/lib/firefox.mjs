// Debian's Firefox over WebDriver BiDi, without a network: fake devices, and a sound card that goes nowhere.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { until } from './browser.mjs';

const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'intl.accept_languages': 'en',
  'media.autoplay.blocking_policy': 0,
  'media.autoplay.default': 0,
  'media.gmp-manager.url': 'data:,',
  'media.navigator.permission.disabled': true,
  'media.navigator.streams.fake': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
};

/** Starts the browser; `close` ends it and its sound card. */
export async function openFirefox() {
  const home = mkdtempSync(path.join(tmpdir(), 'roadshow-firefox-'));
  const socket = path.join(home, 'pulse.sock');
  const environment = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home };
  // Without an output device an AudioContext never leaves "suspended".
  const pulse = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--disable-shm=yes',
      '-L',
      'module-null-sink sink_name=nul rate=48000',
      '-L',
      `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ],
    { env: environment, stdio: 'ignore' },
  );
  await until('the null sound card', () => existsSync(socket));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    protocol: 'webDriverBiDi',
    headless: true,
    protocolTimeout: 60_000,
    extraPrefsFirefox: PREFERENCES,
    env: { ...environment, PULSE_SERVER: `unix:${socket}` },
  });
  return {
    /** `before` prepares the page before it opens its address. */
    page: async (url, before) => {
      const page = await browser.newPage();
      await before?.(page);
      await page.goto(url);
      return page;
    },
    close: async () => {
      await browser.close();
      pulse.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
