/** A Chromium to test in: one that is there, or Debian's. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Settings for tests on 127.0.0.1: nothing is looked up or updated. */
const chromiumArguments: readonly string[] = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Path of its executable. @throws Error when there is none and none can be installed */
function provideChromium(): string {
  const named = process.env['PLAYWRIGHT_CHROMIUM'];
  const found = named ?? places.find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) throw new Error('no Chromium found; install one, or name it in PLAYWRIGHT_CHROMIUM');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const parameters of [['update', '-q'], ['install', '-q', '-y', '--no-install-recommends', 'chromium']]) {
    execFileSync('/usr/bin/apt-get', parameters, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
  return places[0]!;
}

/**
 * One that runs, without a window. In another locale it could not read files whose names are not ASCII.
 *
 * @throws Error when there is none and none can be installed
 */
export function launchChromium(further: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: provideChromium(), args: [...chromiumArguments, ...further], env: { ...process.env, LC_ALL: 'C.UTF-8' } });
}
