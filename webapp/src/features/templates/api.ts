/** Templates of printed documents. */
import { queryOptions } from '@tanstack/react-query';
import { answer, api, once, type Schemas } from '@/lib/client';
import type { MailPath } from '@/features/mail/api';
import { queryClient } from '@/lib/query';

export type Resource = Schemas['TemplateIn']['resource'];
export type TemplateRow = Schemas['TemplateOut'];
export type Attributes = Record<string, string | boolean | null>;

export const RESOURCES: readonly Resource[] = ['SaleInvoice', 'SaleEstimate', 'SaleReceipt', 'CreditNote', 'PaymentReceive'];

const at = (id: number) => ({ params: { path: { id } } });

export const templatesQuery = queryOptions({ queryKey: ['templates', 'list'], queryFn: () => answer(api.GET('/api/pdf-templates', {})) });

export const templateQuery = (id: number) => queryOptions({ queryKey: ['templates', 'one', id], queryFn: () => answer(api.GET('/api/pdf-templates/{id}', at(id))) });

export const brandingQuery = queryOptions({ queryKey: ['templates', 'branding'], queryFn: () => answer(api.GET('/api/pdf-templates/state')) });

/** A sample document by a template that would say this. */
export const previewQuery = (resource: Resource, attributes: Attributes) =>
  queryOptions({
    queryKey: ['templates', 'preview', resource, attributes],
    retry: false,
    queryFn: async () => (await answer(api.POST('/api/pdf-templates/preview', { body: { resource, attributes } }))).html_content,
  });

async function changed(): Promise<void> {
  await Promise.all(['templates', 'documents', 'payments'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

export async function createTemplate(resource: Resource, name: string, attributes: Attributes, key: string): Promise<number> {
  const { id } = await answer(api.POST('/api/pdf-templates', { body: { resource, template_name: name, attributes }, ...once(key) }));
  await changed();
  return id;
}

export async function editTemplate(id: number, name: string, attributes: Attributes, key: string): Promise<void> {
  await answer(api.PUT('/api/pdf-templates/{id}', { ...at(id), body: { template_name: name, attributes }, ...once(key) }));
  await changed();
}

export async function deleteTemplate(id: number, key: string): Promise<void> {
  await answer(api.DELETE('/api/pdf-templates/{id}', { ...at(id), ...once(key) }));
  await changed();
}

export async function makeDefault(id: number, key: string): Promise<void> {
  await answer(api.PUT('/api/pdf-templates/{id}/assign-default', { ...at(id), ...once(key) }));
  await changed();
}

/** Prints a document by this template from now on. */
export async function chooseTemplate(path: MailPath, id: number, template: number, key: string): Promise<void> {
  await answer(api.PUT(`${path}/{id}/pdf-template` as '/api/sale-invoices/{id}/pdf-template', { ...at(id), body: { pdf_template_id: template }, ...once(key) }));
  await changed();
}
