import react from '@vitejs/plugin-react';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
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

/** Writes a `.br` beside every script and sheet: a tenth less than gzip, and no server compresses the same bytes twice. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    closeBundle() {
      const assets = join(here, 'dist/assets');
      for (const name of readdirSync(assets).filter((file) => /\.(js|css)$/.test(file))) {
        writeFileSync(join(assets, `${name}.br`), brotliCompressSync(readFileSync(join(assets, name))));
      }
    },
  };
}

/** Parts of Mantine that the frame of every page uses; the others wait for the page that needs them. */
const FRAME = new Set(
  'Accordion ActionIcon Alert Anchor AppShell Badge Box Burger Button Card Center Checkbox CloseButton Collapse FloatingIndicator FocusTrap Group InlineInput Input InputBase Kbd Loader Menu Notification Overlay Paper Popover Portal Radio ScrollArea SegmentedControl SimpleGrid Skeleton Stack Table Text TextInput Title Tooltip Transition UnstyledButton VisuallyHidden'.split(
    ' ',
  ),
);

/** A few files that many pages share, rather than a hundred small ones: a page is at most fifteen requests. */
function chunkOf(id: string): string | null {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
  if (!name) {
    if (id.includes('rolldown/runtime')) return 'vendor';
    if (id.includes('.module.css') && !/features\/(auth|checkout)|Fallbacks|Setup/.test(id)) return 'frame';
    if (/app\/(Providers|theme)\.|app\/shell\/(Shell|Sidebar|TopBar|UserMenu|OrganizationMenu|scheme|styles)\./.test(id)) return 'frame';
    if (id.endsWith('.css') || id.endsWith('api.gen.ts')) return null;
    if (/features\/auth\/(?!enter)/.test(id)) return 'auth';
    if (/components\/(form|AccountSelect|SearchSelect|CurrencySelect)\./.test(id)) return 'forms';
    if (/features\/(invoices|estimates)\/kind\.|documents\/(api|draft|kind|lines|totals)\./.test(id)) return 'kinds';
    if (/documents\/Extras\.|attachments\/AttachmentField\.|templates\/TemplateSelect\.|preferences\/online\.|invoices\/OnlineMethods\./.test(id)) return 'written';
    if (/(ContactCell|ContactActions)\./.test(id)) return 'editors';
    if (/attachments\/files\.|components\/(LineGrid|PickCell|AskedCell|AccountCell|SaveBar|unsaved|WithDraft|PendingPage)\.|lib\/(block|meant)\.|features\/(contacts|payments|creditNotes|items|categories|taxes)\/(api|kinds)\./.test(id)) return 'editors';
    if (/components\/(ListPage|ListPages|ListFiles|SavedFilters|FilterMenu|DataTable)\./.test(id)) return 'table';
    if (/lib\/(files|save)\./.test(id)) return 'files';
    if (/components\/(Confirm|RouteDrawer|EntriesPreview|PreviewDialog|LeaveDialog|BulkDelete)\./.test(id)) return 'dialogs';
    if (/components\/(FormFailure|Page|DateField|day|dayjs-locales|toast|kept|BarChart|chartLooks|Restored)\.|app\/pages\.|lib\/(dates|dryRun|documents|money|currencies|decimal|shortcuts)\.|features\/(?!contacts|payments|creditNotes|items|categories|taxes|importing)\w+\/api\./.test(id))
      return 'frame';
    return /src\/lib\/|auth\/enter|locales\/en\/common/.test(id) ? 'vendor' : null;
  }
  if (id.endsWith('.css')) return /core\/styles\/(?!baseline|default-css|global)/.test(id) ? 'frame' : null;
  if (/^(zod|@hookform)/.test(name)) return 'checks';
  if (name === 'react-hook-form') return 'forms';
  if (name === '@mantine/dates' || id.includes('dayjs/plugin/isoWeek')) return 'calendar';
  if (name === 'dayjs') return 'frame';
  if (/^@tanstack\/(react|table)-(table|core)/.test(name)) return 'table';
  if (/^@tanstack\/(react-virtual|virtual-core)/.test(name)) return 'extras';
  if (/^(react|react-dom|scheduler|i18next|react-i18next|openapi-fetch|use-sync-external-store|void-elements|html-parse-stringify|@babel\/runtime|@tanstack\/.*)$/.test(name))
    return 'vendor';
  if (name === '@mantine/spotlight') return 'palette';
  const part = /@mantine\/core\/esm\/components\/([A-Z]\w*)/.exec(id)?.[1];
  if (part && /^(Modal|Drawer)/.test(part)) return 'dialogs';
  // What one dialog or page alone uses stays with it.
  if (part === 'FileButton') return 'written';
  if (part && /^(Autocomplete|TagsInput|ColorInput|ColorPicker|ColorSwatch|Slider)/.test(part)) return null;
  if (part && /^(Code|CopyButton|List|MultiSelect|Pagination|Pill|Progress|Switch)/.test(part)) return 'extras';
  if (part && !FRAME.has(part)) return 'parts';
  return 'frame';
}

export default defineConfig({
  plugins: [react(), vendorSwagger(), precompress()],
  resolve: { alias: { '@': join(here, 'src') } },
  build: {
    target: 'es2022',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    manifest: true,
    // Preload hints for lazy routes cost more bytes on the sign-in page than they save later.
    modulePreload: { polyfill: false },
    rollupOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf }] } } },
  },
  server: { proxy: { '/api': api, '/swagger': api } },
  test: { environment: 'jsdom', setupFiles: ['tests/setup.ts'], include: ['tests/**/*.test.{ts,tsx}'], css: false, testTimeout: 60_000 },
});
