import { Button } from '@mantine/core';
import { isRouteErrorResponse, Link } from '@remix-run/react';
import classes from './centered.module.css';
import { Mark } from './mark.tsx';

type Picture = { code: string; title: string; text: string };

/** For every error that no page of its own answers. What is not yours and what does not exist look alike. */
export function ErrorPage({ error }: { error: unknown }) {
  return (
    <main className={classes.page} id="content">
      <ErrorWords error={error} />
    </main>
  );
}

/** The same inside of a page's frame. */
export function ErrorWords({ error }: { error: unknown }) {
  const { code, title, text } = errorPicture(error);
  return (
    <div className={classes.box}>
      <Mark size={28} />
      <p className="ck-small ck-mono">{code}</p>
      <h1>{title}</h1>
      <p className={classes.text}>{text}</p>
      <div className={classes.actions}>
        {/* An empty address is the one of this page. */}
        {code === '500' && (
          <Button component="a" href="">
            Try again
          </Button>
        )}
        <Button component={Link} to="/" variant="default" reloadDocument>
          Go to the start page
        </Button>
      </div>
    </div>
  );
}

export function errorPicture(error: unknown): Picture {
  if (!isRouteErrorResponse(error)) {
    return {
      code: '500',
      title: 'This page could not be made',
      text: 'The fault is ours and is written in the log. Try again in a moment. If you were saving, look first whether it was done.',
    };
  }
  const words: unknown = error.data?.message;
  if (error.status === 404) {
    const text = typeof words === 'string' ? words : 'It does not exist, or it is not shared with you.';
    return { code: '404', title: 'There is nothing here', text };
  }
  return {
    code: String(error.status),
    title: error.status === 403 ? 'You cannot do this' : 'This did not work',
    text: typeof words === 'string' ? words : 'Go back, look at it again, then try once more.',
  };
}
