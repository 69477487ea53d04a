import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/client';

export type Step = Schemas['StepOut'];

export const remindersQuery = queryOptions({ queryKey: ['reminders'], queryFn: () => answer(api.GET('/api/payment-reminders')) });

export const invoiceRemindersQuery = (id: number) =>
  queryOptions({ queryKey: ['documents', 'invoice', 'reminders', id], queryFn: () => answer(api.GET('/api/sale-invoices/{id}/reminders', { params: { path: { id } } })) });

export const customerRemindersQuery = (id: number) =>
  queryOptions({ queryKey: ['contacts', 'reminders', id], queryFn: () => answer(api.GET('/api/customers/{id}/payment-reminders', { params: { path: { id } } })) });
