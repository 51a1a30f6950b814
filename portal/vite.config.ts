import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: true,
        v3_routeConfig: true,
      },
    }),
  ],
  build: {
    // The default target has no top-level await.
    target: 'es2022',
    // No small fonts inside of styles: the Content-Security-Policy takes fonts from our own address only.
    assetsInlineLimit: 0,
    // The domain stays outside the server bundle: server.ts and the bundle must share one copy of it, with one
    // database connection and one set of models. Node runs its TypeScript as it is. (`ssr.external` is not enough:
    // Vite keeps only .js files out.)
    rollupOptions: { external: isSsrBuild === true ? [/^@ck\//] : [] },
  },
  // Bundled, so that the server reads the few icons and components that are used instead of thousands of files. In
  // development Vite would take each of them in by itself, for the better part of a minute.
  ssr: { noExternal: command === 'build' ? ['@tabler/icons-react', /^@mantine\//] : [] },
  // Found late, these would be bundled again at the first visit, and two copies of React throw "Invalid hook call".
  optimizeDeps: {
    entries: ['app/root.tsx', 'app/entry.client.tsx', 'app/routes/**/*.tsx'],
    include: ['react', 'react-dom', 'react/jsx-runtime', 'react/jsx-dev-runtime', '@remix-run/react'],
  },
}));
