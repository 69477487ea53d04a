import { Center, Loader } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dropDraft, readDraft } from '@/lib/drafts';
import { sentenceOf } from '@/lib/sentences';
import { FormFailure } from './FormFailure';
import { Page } from './Page';
import { Restored } from './Restored';

export interface EditorPageProps<D> {
  title: string;
  /** Under which this browser keeps what was not saved. */
  draftName: string;
  /** The form; `restored` is what was not saved last time, if there is any. */
  children: (restored: D | null) => ReactNode;
}

/** A page that is one form: it begins with what was not saved last time, and offers to begin without it. */
export function EditorPage<D>({ title, draftName, children }: EditorPageProps<D>): ReactNode {
  const [restored, setRestored] = useState<D | null>(() => readDraft<D>(draftName));
  const [round, setRound] = useState(0);
  return (
    <Page title={title}>
      {restored && (
        <Restored
          onStartOver={() => {
            dropDraft(draftName);
            setRestored(null);
            setRound((value) => value + 1);
          }}
        />
      )}
      <Fragment key={round}>{children(restored)}</Fragment>
    </Page>
  );
}

/** Where an editor will be, while what it edits is on its way; why not, if it cannot be had. */
export function PendingEditor({ title, error }: { title: string; error: unknown }): ReactNode {
  const { t } = useTranslation();
  return error ? (
    <Page title={title}>
      <FormFailure text={sentenceOf(error)} />
    </Page>
  ) : (
    <Center mih="40vh">
      <Loader aria-label={t('common:loading')} />
    </Center>
  );
}
