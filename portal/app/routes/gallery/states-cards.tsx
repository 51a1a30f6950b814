import { Button } from '@mantine/core';
import { IconFilterOff, IconKey, IconPlugConnectedX, IconPlus } from '@tabler/icons-react';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { Notice } from '#app/components/notice.tsx';
import classes from './gallery.module.css';

export function StatesCards() {
  return (
    <>
      <Card title="Notices">
        <div className={classes.stack}>
          <Notice tone="bad" title="The gateway did not answer">
            Nothing was sent. Your key is fine. Try again in a moment.
          </Notice>
          <Notice tone="warn" title="Saving this refuses calls that work today">
            Without Update, 3 calls from 1 address in the last 24 h would have been refused.
          </Notice>
          <Notice tone="ok" title="The Production permissions are saved" />
          <Notice
            tone="news"
            title="Ana Ruiz changed this 20 s ago"
            action={<Button variant="default">Compare</Button>}
          >
            Read was added in Production.
          </Notice>
        </div>
      </Card>
      <div className={classes.pair}>
        <Card title="Empty" hint="Nothing exists yet" flush>
          <Empty
            icon={IconKey}
            title="No collaboration keys yet"
            action={<Button leftSection={<IconPlus size={15} aria-hidden />}>Add</Button>}
          >
            A key lets one company call this endpoint, with its own permissions and its own switch.
          </Empty>
        </Card>
        <Card title="No match" hint="Something exists, the filter hides it" flush>
          <Empty
            icon={IconFilterOff}
            title="No calls match these filters"
            action={<Button variant="default">Clear filters</Button>}
          >
            1,284 calls in this hour, none with status 5xx.
          </Empty>
        </Card>
        <Card title="Error" hint="What failed, what is safe" flush>
          <Empty
            icon={IconPlugConnectedX}
            title="The log could not be read"
            action={<Button variant="default">Try again</Button>}
          >
            The database did not answer within 5 s. Calls are still recorded and appear when it is back.
          </Empty>
        </Card>
      </div>
    </>
  );
}
