import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/nprogress/styles.layer.css';
import '@fontsource-variable/geist';
import '@fontsource-variable/geist-mono';
import './theme/global.css';
import { ColorSchemeScript, MantineProvider, mantineHtmlProps } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { NavigationProgress } from '@mantine/nprogress';
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useRouteError,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { ErrorPage, errorPicture } from './components/error-page.tsx';
import { useProgress } from './components/use-progress.ts';
import { useToast } from './components/use-toast.ts';
import { useNonce } from './nonce.ts';
import { pageTitle } from './page-title.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';
import { takeToast } from './toast.server.ts';

export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }];

export const meta: MetaFunction = ({ error }) =>
  pageTitle(error === undefined ? undefined : errorPicture(error).title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { toast: await takeToast(request, context) };
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" suppressHydrationWarning />
        <Meta />
        <Links />
      </head>
      <body>
        <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariablesResolver}>
          {/* Hidden from readers, to whom it would be a progress of 0 % on every page that is not on its way. */}
          <NavigationProgress color="var(--ck-primary)" size={2} aria-hidden />
          <Notifications position="bottom-right" />
          {children}
        </MantineProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const { toast } = useLoaderData<typeof loader>();
  useProgress();
  useToast(toast);
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage error={useRouteError()} />;
}
