import react from '@vitejs/plugin-react';
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = import.meta.dirname;
const api = process.env.BASE_URL ?? 'http://localhost:6543';

/** The API explorer is served from our own origin: its files travel with the build. */
function vendorSwagger(): Plugin {
  return {
    name: 'vendor-swagger',
    apply: 'build',
    closeBundle() {
      const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
      const to = join(here, 'dist/swagger');
      mkdirSync(to, { recursive: true });
      for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) cpSync(join(from, name), join(to, name));
    },
  };
}

export default defineConfig({
  plugins: [react(), vendorSwagger()],
  resolve: { alias: { '@': join(here, 'src') } },
  build: {
    target: 'es2022',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    manifest: true,
    // Preload hints for lazy routes cost more bytes on the sign-in page than they save later.
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': api, '/swagger': api } },
  test: { environment: 'jsdom', setupFiles: ['tests/setup.ts'], include: ['tests/**/*.test.{ts,tsx}'], css: false },
});
