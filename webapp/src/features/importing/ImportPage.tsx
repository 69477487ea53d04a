import { Alert, Anchor, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { newKey } from '@/lib/client';
import { IMPORTS } from '@/lib/importing';
import { queryClient } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import { sentenceOf } from '@/lib/sentences';
import { awaited, carryOut, chooseMapping, preview, type Result, type Uploaded, upload } from './api';
import { FileStep } from './FileStep';
import { MappingStep } from './MappingStep';
import { type Mapping, missing, proposed, written } from './mapping';
import { Outcome } from './Outcome';
import { forget, remember, underWay } from './underWay';
import classes from './ImportPage.module.css';

const STEPS = ['file', 'mapping', 'preview', 'done'] as const;
type Step = (typeof STEPS)[number];

/** Rows of a file become rows of a list, in four steps; nothing is written before the last. */
export function ImportPage({ resource }: { resource: string }): ReactNode {
  const { t } = useTranslation();
  const { page, list } = IMPORTS[resource]!;
  const [step, setStep] = useState<Step>('file');
  const [fileName, setFileName] = useState('');
  const [uploaded, setUploaded] = useState<Uploaded | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [result, setResult] = useState<Result | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [key, setKey] = useState(newKey);
  const place = `${useOrganization().id}.${resource}`;
  const heading = useRef<HTMLHeadingElement>(null);
  const begun = useRef(false);
  // Whoever hears the page is told which step it is in now.
  useEffect(() => {
    if (begun.current) heading.current?.focus();
    begun.current = true;
  }, [step]);

  const run = useMutation({ mutationFn: (work: () => Promise<void>) => work(), onSettled: () => setPercent(null) });
  const take = (file: File): void =>
    run.mutate(async () => {
      const answered = await upload(resource, file);
      setUploaded(answered);
      setMapping(proposed(answered));
      setFileName(file.name);
      setStep('mapping');
    });
  const look = (id: string): void =>
    run.mutate(async () => {
      await chooseMapping(id, written(mapping), newKey());
      setResult(await preview(id, setPercent));
      setStep('preview');
    });
  const finish = (id: string): void =>
    run.mutate(async () => {
      const told = (percent: number): void => {
        // A worker has it now, and goes on whatever becomes of this page.
        if (uploaded) remember(place, uploaded);
        setPercent(percent);
      };
      setResult(await carryOut(id, key, told));
      await queryClient.invalidateQueries();
      setStep('done');
    });
  // Whoever left while a worker was at it, or reloaded the page, is shown how far it is, and what came of it.
  useEffect(() => {
    const left = underWay(place);
    if (!left) return;
    run.mutate(async () => {
      try {
        setUploaded(left);
        setStep('preview');
        setResult(await awaited(left.import.import_id, setPercent));
        await queryClient.invalidateQueries();
        setStep('done');
      } catch (error) {
        forget(place);
        setUploaded(null);
        setStep('file');
        throw error;
      }
    });
  }, [place]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (step === 'done') return () => forget(place);
  }, [step, place]);
  const restart = (): void => {
    run.reset();
    setUploaded(null);
    setResult(null);
    setKey(newKey());
    setStep('file');
  };

  const id = uploaded?.import.import_id ?? '';
  const lacking = uploaded ? missing(uploaded, mapping) : [];
  return (
    <Page title={t('import.title', { list: t(`page.${page}`) })}>
      <ol className={classes.steps} aria-label={t('import.steps')}>
        {STEPS.map((one, index) => (
          <li key={one} aria-current={one === step ? 'step' : undefined} data-past={index < STEPS.indexOf(step) || undefined}>
            <span aria-hidden>{index + 1}</span>
            {t(`import.step.${one}`)}
          </li>
        ))}
      </ol>
      <Title order={2} ref={heading} tabIndex={-1} className={classes.heading}>
        {t(`import.heading.${step}`)}
      </Title>
      <FormFailure text={run.error ? sentenceOf(run.error) : null} />
      {percent !== null && (
        <div role="status">
          <Text size="sm">{t('import.reading', { percent })}</Text>
          <Progress value={Math.max(percent, 3)} aria-label={t('import.reading', { percent })} />
        </div>
      )}
      {step === 'file' && <FileStep resource={resource} busy={run.isPending} onFile={take} />}
      {uploaded && step === 'mapping' && (
        <Stack>
          <Text size="sm">{t('import.file', { name: `\u2068${fileName}\u2069`, count: uploaded.rows_count })}</Text>
          <Before uploaded={uploaded} />
          <MappingStep uploaded={uploaded} mapping={mapping} onChange={setMapping} />
          {lacking.length > 0 && (
            <Text size="sm" role="status">
              {t('import.missing', { fields: lacking.map((field) => field.name).join(t('import.comma')) })}
            </Text>
          )}
          <Group>
            <Button variant="default" onClick={restart}>
              {t('import.other_file')}
            </Button>
            <Button loading={run.isPending} disabled={lacking.length > 0} onClick={() => look(id)}>
              {t('import.look')}
            </Button>
          </Group>
        </Stack>
      )}
      {uploaded && result && step === 'preview' && (
        <Stack>
          <Before uploaded={uploaded} />
          <Outcome result={result} uploaded={uploaded} done={false} />
          <Group>
            <Button variant="default" disabled={run.isPending} onClick={() => setStep('mapping')}>
              {t('import.back')}
            </Button>
            <Button variant="default" disabled={run.isPending} onClick={restart}>
              {t('import.other_file')}
            </Button>
            <Button loading={run.isPending} disabled={result.created_count === 0} onClick={() => finish(id)}>
              {t('import.run', { count: result.created_count })}
            </Button>
          </Group>
        </Stack>
      )}
      {uploaded && result && step === 'done' && (
        <Stack>
          <Outcome result={result} uploaded={uploaded} done />
          <Group>
            <Button renderRoot={(props) => <Link {...props} {...({ to: list } as LinkProps)} />}>{t('import.open', { list: t(`page.${page}`) })}</Button>
            <Button variant="default" onClick={restart}>
              {t('import.another')}
            </Button>
          </Group>
        </Stack>
      )}
      {step === 'file' && (
        <Anchor size="sm" renderRoot={(props) => <Link {...props} {...({ to: list } as LinkProps)} />}>
          {t('import.open', { list: t(`page.${page}`) })}
        </Anchor>
      )}
    </Page>
  );
}

/** Says so where the same file was imported before. */
function Before({ uploaded }: { uploaded: Uploaded }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const before = uploaded.imported_before;
  if (!before) return null;
  return (
    <Alert color="orange" classNames={{ title: classes.title }} icon={<IconAlertTriangle size={18} aria-hidden />} title={t('import.before_title')}>
      {t('import.before', { date: day(before.imported_at.slice(0, 10)), name: before.file_name, count: before.created_count })}
    </Alert>
  );
}
