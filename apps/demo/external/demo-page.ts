/** The built page in a real Chromium, and what a user does with it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFingerprint } from '@datasig/core';
import { files, type FilesOptions } from '@datasig/files';
import { fingerprint, type RunOptions } from '@datasig/runner';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../../tooling/browser/src/chromium.ts';
import { type PageServer, type ServeOptions, startServer } from '../server/serve.ts';

/** A side of the page. */
export type Side = 'A' | 'B';

/** Data that other implementations are held against, too. */
export const vectors: string = fileURLToPath(new URL('../../../vectors', import.meta.url));

/** A page with its server and browser; everything is closed together. */
export class DemoPage {
  readonly server: PageServer;
  readonly browser: Browser;
  readonly page: Page;
  /** Addresses that were asked for. */
  readonly requests: string[] = [];
  /** What the page raised, and what its policy refused. */
  readonly faults: string[] = [];

  private constructor(server: PageServer, browser: Browser, page: Page) {
    [this.server, this.browser, this.page] = [server, browser, page];
    page.context().on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
  }

  static async open(options: ServeOptions = {}, context: BrowserContextOptions = {}): Promise<DemoPage> {
    return DemoPage.openOn(await startServer(options), context);
  }

  /** The page of a server, which is closed with it. */
  static async openOn(server: PageServer, context: BrowserContextOptions = {}): Promise<DemoPage> {
    const browser = await launchChromium();
    const opened = new DemoPage(server, browser, await browser.newPage(context));
    await opened.page.goto(server.url);
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
    return opened;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }

  /** Addresses beyond the page's own that were asked for. */
  requestsElsewhere(): readonly string[] {
    return this.requests.filter((address) => !address.startsWith(this.server.url) && !/^(?:blob|data):/.test(address));
  }

  /** Picks files, or a folder, for a side, and waits until it is read. */
  async choose(side: Side, paths: string | readonly string[], kind: 'files' | 'folder' = 'files'): Promise<void> {
    await this.empty(side);
    await this.page.getByTestId(`${kind} dataset ${side}`).setInputFiles(typeof paths === 'string' ? paths : [...paths]);
    await this.settled(side);
  }

  /** Picks contents for a side. */
  async give(side: Side, contents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    await this.empty(side);
    await this.page.getByTestId(`files dataset ${side}`).setInputFiles(Object.entries(contents).map(([name, content]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })));
    await this.settled(side);
  }

  /** Waits until a side has a fingerprint or an error. */
  async settled(side: Side): Promise<void> {
    const section = this.side(side);
    await section.locator('.made, .failed').first().waitFor({ timeout: 580_000 });
  }

  /** The fingerprint file of a side, as the user saves it. */
  async fingerprint(side: Side): Promise<string> {
    if (await this.side(side).locator('.failed').isVisible()) throw new Error(await this.failure(side));
    return this.save(() => this.page.getByRole('button', { name: `Save fingerprint of dataset ${side}` }).click());
  }

  /** What a click saves. */
  async save(click: () => Promise<void>): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), click()]);
    const folder = mkdtempSync(join(tmpdir(), 'datasig-demo-'));
    try {
      const path = join(folder, 'saved');
      await download.saveAs(path);
      return readFileSync(path, 'utf8');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** The error of a side. */
  async failure(side: Side): Promise<string> {
    return this.side(side).getByRole('alert').innerText();
  }

  /** What a side shows. */
  side(side: Side): Locator {
    return this.page.getByRole('region', { name: `Dataset ${side}`, exact: true });
  }

  /** The first words of the result, when it is there. */
  async headline(): Promise<string> {
    return this.page.getByTestId('headline').innerText();
  }

  /** Takes away what a side holds. */
  async empty(side: Side): Promise<void> {
    const button = this.page.getByRole('button', { name: `Remove dataset ${side}` });
    if (await button.isVisible()) await button.click();
    await this.side(side).locator('.invitation').waitFor();
  }
}

/** The fingerprint file that the command writes. */
export async function fingerprintInNode(options: FilesOptions, run: RunOptions = {}): Promise<string> {
  const source = files(options);
  const { fingerprint: made } = await fingerprint(source, run);
  await source.close?.();
  return writeFingerprint(made);
}
