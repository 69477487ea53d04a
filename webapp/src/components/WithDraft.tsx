import { Fragment, type ReactNode, useState } from 'react';
import { dropDraft, readDraft } from '@/lib/drafts';
import { Restored } from './Restored';

/** A form that begins with what was not saved last time, if there is any, and the way back from it. */
export function WithDraft<T>({ name, children }: { name: string; children: (restored: T | null) => ReactNode }): ReactNode {
  const [restored, setRestored] = useState<T | null>(() => readDraft<T>(name));
  const [round, setRound] = useState(0);
  return (
    <>
      {restored && (
        <Restored
          onStartOver={() => {
            dropDraft(name);
            setRestored(null);
            setRound((value) => value + 1);
          }}
        />
      )}
      <Fragment key={round}>{children(restored)}</Fragment>
    </>
  );
}
