import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Resource, templatesQuery } from './api';

export interface TemplateSelectProps {
  resource: Resource;
  /** None: the default one. */
  value: number | null;
  onChange: (id: number) => void;
}

/** By which template a document is printed; nothing to choose where there is one alone. */
export function TemplateSelect({ resource, value, onChange }: TemplateSelectProps): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery({ ...templatesQuery, select: (all) => all.filter((template) => template.resource === resource) });
  if (!data || data.length < 2) return null;
  const chosen = data.find((template) => template.id === value) ?? data.find((template) => template.default);
  return (
    <Select
      label={t('sale.template')}
      maw={320}
      data={data.map((template) => ({ value: String(template.id), label: template.default ? t('sale.template_default', { name: template.template_name }) : template.template_name }))}
      value={chosen ? String(chosen.id) : null}
      allowDeselect={false}
      onChange={(id) => id && onChange(Number(id))}
    />
  );
}
