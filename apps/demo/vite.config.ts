/** How the page is built: static files that work under any path, with their policy and their offline copy. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { contentSecurityPolicy } from './server/policy.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const serviceWorker = 'service-worker';

/** The policy as the first thing in the page. */
const policy: Plugin = {
  name: 'datasig-policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy() }, injectTo: 'head-prepend' }],
};

/** The list of all files goes into the service worker. */
const offlineCopy: Plugin = {
  name: 'datasig-offline',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const publicFiles = globSync('**/*.*', { cwd: join(root, 'public') }).filter((name) => !name.endsWith('.md')).sort();
      const made = Object.keys(bundle).filter((name) => !name.endsWith('.map') && name !== `${serviceWorker}.js` && name !== 'index.html').sort();
      const digest = createHash('sha256');
      for (const name of made) digest.update(name);
      for (const name of publicFiles) digest.update(readFileSync(join(root, 'public', name)));
      const worker = bundle[`${serviceWorker}.js`];
      if (worker?.type !== 'chunk') throw new Error('there is no service worker');
      const values = { __FILES__: ['./', ...publicFiles, ...made], __VERSION__: digest.digest('hex').slice(0, 16), __POLICY__: contentSecurityPolicy() };
      for (const [name, value] of Object.entries(values)) worker.code = worker.code.replaceAll(name, () => JSON.stringify(value));
    },
  },
};

/**
 * SQLite's module names two more scripts, for ways of working that the page does not use: they would be a megabyte of
 * the copy that is kept.
 */
const sqliteAlone: Plugin = {
  name: 'datasig-sqlite-alone',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /sqlite-wasm\/dist\/index\.mjs$/ },
    handler(code) {
      const unused = ['new Worker(new URL("sqlite3-worker1.mjs", import.meta.url), { type: "module" })', 'new URL("sqlite3-opfs-async-proxy.js", import.meta.url)'];
      for (const text of unused) if (!code.includes(text)) throw new Error(`@sqlite.org/sqlite-wasm no longer has ${text}`);
      return unused.reduce((changed, text) => changed.replace(text, 'undefined'), code);
    },
  },
};

const config: UserConfig = defineConfig({
  root,
  base: './',
  plugins: [policy, offlineCopy, sqliteAlone],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es', plugins: () => [sqliteAlone] },
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { index: join(root, 'index.html'), [serviceWorker]: join(root, 'src/offline/service-worker.ts') },
      output: { entryFileNames: ({ name }) => (name === serviceWorker ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});

export default config;
