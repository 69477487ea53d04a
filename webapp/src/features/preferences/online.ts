/** Payment services of the organization, and what customers paid through them. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/client';

type Options = Schemas['OptionsOut'];

/** Names of cards are the same in every language. */
export const CARDS: readonly [keyof Pick<Options, 'show_visa' | 'show_master_card' | 'show_discover' | 'show_amer' | 'show_jcb' | 'show_diners'>, string][] = [
  ['show_visa', 'Visa'],
  ['show_master_card', 'Mastercard'],
  ['show_discover', 'Discover'],
  ['show_amer', 'American Express'],
  ['show_jcb', 'JCB'],
  ['show_diners', 'Diners Club'],
];

export type Service = Schemas['ServiceOut'];
export type OnlinePayment = Schemas['OnlinePaymentOut'];
export type PaymentsView = 'problem' | 'refunded' | 'disputed' | null;

export const servicesQuery = queryOptions({
  queryKey: ['payment-services', 'list'],
  queryFn: async () => (await answer(api.GET('/api/payment-services'))).payment_services,
});

// Its link is good for an hour.
export const onlineStateQuery = queryOptions({
  queryKey: ['payment-services', 'state'],
  staleTime: 0,
  queryFn: async () => (await answer(api.GET('/api/payment-services/state'))).data.stripe,
});

export const onlinePaymentsQuery = (view: PaymentsView, page: number) =>
  queryOptions({
    queryKey: ['online-payments', view, page],
    placeholderData: keepPreviousData,
    queryFn: () => answer(api.GET('/api/online-payments', { params: { query: { page, page_size: 20, view_slug: view ?? undefined } } })),
  });
