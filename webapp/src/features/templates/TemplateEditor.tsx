import '@mantine/core/styles/ColorSwatch.layer.css';
import '@mantine/core/styles/ColorPicker.layer.css';
import '@mantine/core/styles/ColorInput.layer.css';
import { Button, Checkbox, ColorInput, FileButton, Group, Loader, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { PaperFrame } from '@/components/PaperFrame';
import { PendingPage } from '@/components/PendingPage';
import { SaveBar } from '@/components/SaveBar';
import { toast } from '@/components/toast';
import { useUnsaved } from '@/components/unsaved';
import { WithDraft } from '@/components/WithDraft';
import { upload } from '@/features/attachments/api';
import { useAttempt } from '@/lib/attempt';
import { newKey } from '@/lib/client';
import { useDraftName } from '@/lib/drafts';
import { sentenceOf } from '@/lib/sentences';
import { useShortcuts } from '@/lib/shortcuts';
import { type Attributes, brandingQuery, createTemplate, editTemplate, previewQuery, type Resource, RESOURCES, templateQuery, templatesQuery } from './api';
import { lineColumns, ownOf, shownFields } from './attributes';

const PATH = '/preferences/pdf-templates';

interface Draft {
  name: string;
  values: Attributes;
}

/** A template of a kind of document, beginning as a copy of another: of the predefined one, unless the address says which. */
export function NewTemplate(): ReactNode {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as { resource?: Resource; copy?: number };
  const resource = RESOURCES.find((one) => one === search.resource) ?? 'SaleInvoice';
  const all = useQuery(templatesQuery);
  const source = search.copy ?? all.data?.find((one) => one.resource === resource && one.predefined)?.id;
  const from = useQuery({ ...templateQuery(source ?? 0), enabled: source !== undefined });
  const draftName = useDraftName('template', `new-${resource}-${search.copy ?? ''}`);
  const title = t('template.new_of', { kind: t(`template.kind.${resource}`) });
  if (!from.data) return <PendingPage title={title} error={all.error ?? from.error} />;
  const { attributes } = from.data.attributes as { attributes: Attributes };
  const name = search.copy === undefined ? '' : t('template.copy_of', { name: from.data.template_name });
  return <Editing title={title} draftName={draftName} resource={resource} initial={{ name, values: search.copy === undefined ? {} : attributes }} defaults={from.data.defaults as Attributes} />;
}

export function EditTemplate(): ReactNode {
  const { t } = useTranslation();
  const { templateId } = useParams({ strict: false }) as { templateId: string };
  const id = Number(templateId);
  const found = useQuery({ ...templateQuery(id), staleTime: 0 });
  const draftName = useDraftName('template', templateId);
  if (!found.data || found.isFetching) return <PendingPage title={t('template.one')} error={found.error} />;
  const { attributes } = found.data.attributes as { attributes: Attributes };
  return (
    <Editing
      id={id}
      title={t('edit_of', { name: found.data.template_name })}
      draftName={draftName}
      resource={found.data.resource as Resource}
      initial={{ name: found.data.template_name, values: attributes }}
      defaults={found.data.defaults as Attributes}
    />
  );
}

interface EditingProps {
  id?: number;
  title: string;
  draftName: string;
  resource: Resource;
  initial: Draft;
  defaults: Attributes;
}

function Editing(props: EditingProps): ReactNode {
  return (
    <Page title={props.title}>
      <WithDraft<Draft> name={props.draftName}>{(restored) => <TemplateForm {...props} restored={restored} />}</WithDraft>
    </Page>
  );
}

/** What a template says, and beside it a document that says so. */
function TemplateForm({ id, draftName, resource, initial, defaults, restored }: EditingProps & { restored: Draft | null }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: branding } = useQuery(brandingQuery);
  const [{ name, values }, setDraft] = useState(restored ?? initial);
  const [touched, setTouched] = useState(restored !== null);
  const [failure, setFailure] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const attempt = useAttempt();
  const own = ownOf(values, defaults);
  const change = (patch: Partial<Draft>): void => {
    setTouched(true);
    setMissing(false);
    setDraft((before) => ({ ...before, ...patch }));
  };
  const set = (attribute: string, value: string | boolean | null): void => change({ values: { ...values, [attribute]: value } });
  const said = (attribute: string): string => String(values[attribute] ?? '');
  const shown = (attribute: string): boolean => (values[attribute] ?? defaults[attribute]) !== false;
  const unsaved = useUnsaved<Draft>({ draftName, dirty: touched, value: () => ({ name, values }), changed: [name, values] });

  const save = async (): Promise<void> => {
    if (!name.trim()) return setMissing(true);
    setBusy(true);
    setFailure(null);
    try {
      if (id === undefined) await attempt((key) => createTemplate(resource, name.trim(), own, key));
      else await editTemplate(id, name.trim(), own, newKey());
      unsaved.done();
      toast(t('saved'));
      void navigate({ to: PATH as '/' });
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  useShortcuts({ 'mod+enter': () => void save(), 'mod+s': () => void save() });
  const logo = (file: File | null): void => {
    if (!file) return;
    setFailure(null);
    if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type) || file.size > 2 * 1024 * 1024) return setFailure(t('template.logo_wrong'));
    void upload(file).then(
      (made) => set('company_logo_key', made.key),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  };
  const label = (attribute: string, called: string): ReactNode => (
    <TextInput key={attribute} size="xs" label={called} placeholder={String(defaults[attribute] ?? '')} maxLength={255} value={said(attribute)} onChange={(event) => set(attribute, event.currentTarget.value)} />
  );
  const colour = (attribute: 'primary_color' | 'secondary_color', fallback: string): ReactNode => (
    <ColorInput
      label={t(`template.${attribute}`)}
      placeholder={fallback}
      value={said(attribute)}
      onChange={(value) => set(attribute, value)}
      withEyeDropper={false}
    />
  );
  const hasLogo = Boolean(values.company_logo_key ?? branding?.company_logo_key);
  return (
    <>
      <FormFailure text={failure} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Stack gap="md">
          <TextInput label={t('template.name')} required autoFocus={id === undefined} maxLength={255} error={missing && t('template.nameless')} value={name} onChange={(event) => change({ name: event.currentTarget.value })} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {colour('primary_color', branding?.primary_color ?? String(defaults.primary_color))}
            {colour('secondary_color', said('primary_color') || String(defaults.primary_color))}
          </SimpleGrid>
          <Group gap="xs">
            <FileButton accept="image/png,image/jpeg,image/gif,image/webp" onChange={logo}>
              {(props) => (
                <Button {...props} variant="default" size="compact-sm">
                  {t(hasLogo ? 'template.logo_change' : 'template.logo')}
                </Button>
              )}
            </FileButton>
            {typeof values.company_logo_key === 'string' && (
              <Button variant="subtle" size="compact-sm" onClick={() => set('company_logo_key', null)}>
                {t('template.logo_drop')}
              </Button>
            )}
            <Text size="xs" c="dimmed">
              {t('template.logo_hint')}
            </Text>
          </Group>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
            {(['show_company_logo', 'show_company_address', 'show_customer_address'] as const).map((attribute) => (
              <Checkbox key={attribute} label={t(`template.${attribute}`)} checked={shown(attribute)} onChange={(event) => set(attribute, event.currentTarget.checked)} />
            ))}
          </SimpleGrid>
          <TextInput label={t('template.company_name')} placeholder={branding?.company_name} maxLength={255} value={said('company_name')} onChange={(event) => set('company_name', event.currentTarget.value)} />
          <Textarea label={t('template.company_address')} placeholder={branding?.company_address} autosize minRows={2} maxRows={6} maxLength={2000} value={said('company_address')} onChange={(event) => set('company_address', event.currentTarget.value)} />
          {label('billed_to_label', t('template.billed_to'))}
          <Title order={2} size="h4">
            {t('template.shown')}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
            {shownFields(defaults).map((field) => {
              const called = String(defaults[`${field}_label`]);
              return (
                <Stack key={field} gap={4} role="group" aria-label={called}>
                  <Checkbox size="sm" label={called} checked={shown(`show_${field}`)} onChange={(event) => set(`show_${field}`, event.currentTarget.checked)} />
                  <TextInput
                    size="xs"
                    aria-label={t('template.called', { name: called })}
                    placeholder={called}
                    maxLength={255}
                    disabled={!shown(`show_${field}`)}
                    value={said(`${field}_label`)}
                    onChange={(event) => set(`${field}_label`, event.currentTarget.value)}
                  />
                </Stack>
              );
            })}
          </SimpleGrid>
          <Title order={2} size="h4">
            {t('template.columns')}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {lineColumns(defaults).map((column) => label(`line_${column}_label`, String(defaults[`line_${column}_label`])))}
          </SimpleGrid>
        </Stack>
        <Preview resource={resource} own={own} />
      </SimpleGrid>
      <SaveBar busy={busy} main={{ label: t('save'), run: () => void save() }} back={PATH} />
      {unsaved.dialog}
    </>
  );
}

/** A sample document, made by the server as it makes every other. */
function Preview({ resource, own }: { resource: Resource; own: Attributes }): ReactNode {
  const { t } = useTranslation();
  const [asked] = useDebouncedValue(own, 250);
  const page = useQuery({ ...previewQuery(resource, asked), placeholderData: keepPreviousData });
  return (
    <div style={{ position: 'sticky', top: 64, alignSelf: 'start' }}>
      <FormFailure text={page.error ? sentenceOf(page.error) : null} />
      {page.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
      {page.data && <PaperFrame html={page.data} title={t('template.preview')} height={640} />}
    </div>
  );
}
