import { Alert, Button, Checkbox, Group, Loader, Menu, Modal, Paper, SegmentedControl, SimpleGrid, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { IconBraces, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { PaperFrame } from '@/components/PaperFrame';
import { toast } from '@/components/toast';
import { sentenceOf } from '@/lib/sentences';
import { bindingOf } from '@/lib/shortcuts';
import { type Mail, type MailPath, mailQuery, type MailState, pageQuery, sendMail, type SentMail } from './api';
import { filled, placeholdersOf, wrongAddress } from './letter';

export interface MailDialogProps {
  path: MailPath;
  id: number;
  /** What the dialog is called: which document it sends. */
  title: string;
  /** What sending it does besides, in words: a draft takes effect. */
  effect?: string;
  /** An earlier mail that is sent again. */
  again?: SentMail;
  onClose: () => void;
}

/** A document by mail: to whom, what it says, and what will arrive. */
export function MailDialog({ title, onClose, ...mail }: MailDialogProps): ReactNode {
  const { t } = useTranslation();
  const state = useQuery({ ...mailQuery(mail.path, mail.id), staleTime: 0, refetchInterval: false });
  return (
    <Modal opened onClose={onClose} size="72rem" title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <FormFailure text={state.error ? sentenceOf(state.error) : null} />
      {state.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
      {state.data && <MailForm {...mail} state={state.data} onClose={onClose} />}
    </Modal>
  );
}

type FormProps = Omit<MailDialogProps, 'title'> & { state: MailState };

function MailForm({ path, id, state, effect, again, onClose }: FormProps): ReactNode {
  const { t } = useTranslation();
  const start = again ?? { to: state.to, cc: [], bcc: [], subject: state.subject, message: state.message, attached: true };
  const [copies, setCopies] = useState(start.cc.length + start.bcc.length > 0);
  const values = placeholdersOf(state.format_args);
  const form = useApiForm<Mail>({
    values: { to: start.to, cc: start.cc, bcc: start.bcc, subject: start.subject, message: start.message, attach_pdf: start.attached },
    send: async (mail, key) => {
      const wrong: [keyof Mail, string][] = [];
      if (mail.to.length === 0) wrong.push(['to', t('mail.nobody')]);
      for (const field of ['to', 'cc', 'bcc'] as const) {
        const bad = wrongAddress(mail[field]);
        if (bad !== undefined) wrong.push([field, t('mail.no_address', { text: bad })]);
      }
      if (!mail.subject.trim()) wrong.push(['subject', 'invalid.required']);
      if (!mail.message.trim()) wrong.push(['message', 'invalid.required']);
      wrong.forEach(([field, message], index) => form.setError(field, { message }, { shouldFocus: index === 0 }));
      if (wrong.length > 0) return;
      await sendMail(path, id, mail, key);
      toast(t('mail.asked'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  // A placeholder goes where somebody was writing last.
  const writing = useRef<{ name: 'subject' | 'message'; field: HTMLInputElement | HTMLTextAreaElement } | null>(null);
  const insert = (name: string): void => {
    const { name: into, field } = writing.current ?? { name: 'message' as const, field: null };
    const text = form.getValues(into);
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    form.setValue(into, `${text.slice(0, from)}{${name}}${text.slice(to)}`, { shouldDirty: true });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + name.length + 2, from + name.length + 2);
    });
  };
  const written = (name: 'subject' | 'message') => ({
    ...form.register(name),
    error: form.text(errors[name]),
    onFocus: (event: React.FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      writing.current = { name, field: event.currentTarget };
    },
  });
  const addresses = (name: 'to' | 'cc' | 'bcc'): ReactNode => (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <TagsInput
          label={t(`mail.${name}`)}
          required={name === 'to'}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          data={name === 'to' ? state.to_options.map((option) => option.mail) : []}
          placeholder={field.value.length === 0 ? 'name@example.com' : undefined}
          error={form.text(errors[name] as { message?: string } | undefined)}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
        />
      )}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => void form.submit(event)}
      onKeyDown={(event) => {
        if (bindingOf(event.nativeEvent) !== 'mod+enter') return;
        event.preventDefault();
        void form.submit();
      }}
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="sm">
          <FormFailure text={form.failure} />
          {effect && <Alert variant="light">{effect}</Alert>}
          {addresses('to')}
          {copies ? (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              {addresses('cc')}
              {addresses('bcc')}
            </SimpleGrid>
          ) : (
            <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'start' }} onClick={() => setCopies(true)}>
              {t('mail.copies')}
            </Button>
          )}
          <TextInput label={t('mail.subject')} required {...written('subject')} />
          <Textarea label={t('mail.message')} required autosize minRows={8} maxRows={16} {...written('message')} />
          <Group justify="space-between">
            <Checkbox label={t('mail.attach')} {...form.register('attach_pdf')} />
            <Menu withinPortal position="bottom-end">
              <Menu.Target>
                <Button variant="subtle" size="compact-sm" leftSection={<IconBraces size={15} aria-hidden />}>
                  {t('mail.insert')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {Object.entries(values).map(([name, value]) => (
                  <Menu.Item key={name} onClick={() => insert(name)} rightSection={<Text size="xs">{value}</Text>}>
                    <bdi dir="ltr">{`{${name}}`}</bdi>
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Stack>
        <Arriving path={path} id={id} state={state} mail={form.watch()} values={values} />
      </SimpleGrid>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={isSubmitting} leftSection={<IconSend size={16} aria-hidden />}>
          {t('mail.send')}
        </Button>
      </Group>
    </form>
  );
}

/** What whoever gets it will see: the message with everything filled in, and its paper. */
function Arriving({ path, id, state, mail, values }: Pick<FormProps, 'path' | 'id' | 'state'> & { mail: Mail; values: Record<string, string> }): ReactNode {
  const { t } = useTranslation();
  const [shown, setShown] = useState<'message' | 'paper'>('message');
  const page = useQuery({ ...pageQuery(path, id), enabled: shown === 'paper', staleTime: 0 });
  const [sender] = state.from;
  const heads = [
    [t('mail.from'), sender && `${sender.name} <${sender.address}>`],
    [t('mail.to'), mail.to.join(', ')],
    [t('mail.cc'), mail.cc.join(', ')],
    [t('mail.bcc'), mail.bcc.join(', ')],
  ] as const;
  return (
    <Stack gap="xs" role="region" aria-label={t('mail.preview')}>
      <SegmentedControl
        aria-label={t('mail.preview')}
        value={shown}
        onChange={(value) => setShown(value as typeof shown)}
        data={[
          { value: 'message', label: t('mail.preview') },
          { value: 'paper', label: t('mail.paper'), disabled: !mail.attach_pdf },
        ]}
      />
      {shown === 'paper' && mail.attach_pdf ? (
        <>
          <FormFailure text={page.error ? sentenceOf(page.error) : null} />
          {page.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
          {page.data && <PaperFrame html={page.data} title={t('mail.paper')} height={460} />}
        </>
      ) : (
        <Paper withBorder p="md">
          {heads.map(
            ([label, text]) =>
              text && (
                <Text key={label} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {label}: <bdi>{text}</bdi>
                </Text>
              ),
          )}
          <Text fw={600} my="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>
            {filled(mail.subject, values).replace(/\s+/g, ' ')}
          </Text>
          <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {filled(mail.message, values).trim()}
          </Text>
        </Paper>
      )}
    </Stack>
  );
}
