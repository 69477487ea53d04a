import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { PendingPage } from '@/components/PendingPage';
import { useDay } from '@/components/day';
import { chartQuery } from '@/features/accounts/api';
import { contactQuery } from '@/features/contacts/api';
import { ContactCell } from '@/features/contacts/ContactCell';
import { CUSTOMERS } from '@/features/contacts/kinds';
import { branchesQuery, settingsQuery } from '@/features/preferences/api';
import { answer, api } from '@/lib/client';
import { tidyAmount } from '@/lib/block';
import { plain } from '@/lib/decimal';
import { formatMoney } from '@/lib/money';
import { useFeature } from '@/lib/session';
import { paymentQuery, receivableQuery, shareOf } from './api';
import { PaymentForm } from './PaymentForm';

const NO_KEYS = { invalid: false, cell: 'customer', onKeyDown: () => {}, onChosen: () => {}, onCreate: () => {} };

/** A payment of a customer, chosen here or in the address. */
export function NewPayment(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { customer?: number };
  const [customer, setCustomer] = useState<{ id: number; text: string; currency: string } | null>(null);
  const [text, setText] = useState('');
  const asked = useQuery({ ...contactQuery(CUSTOMERS, search.customer ?? 0), enabled: search.customer !== undefined });
  const chosen = customer ?? (asked.data && text === '' ? { id: asked.data.id, text: asked.data.display_name, currency: asked.data.currency_code } : null);
  const open = useQuery({ ...receivableQuery(chosen?.id ?? 0), enabled: chosen !== null, staleTime: 0 });
  const settings = useQuery(settingsQuery);
  const chart = useQuery(chartQuery);
  const withBranches = useFeature('branches');
  const { data: branches } = useQuery({ ...branchesQuery, enabled: withBranches });
  const title = t('page.new_payment');
  return (
    <Page title={title}>
      <Stack maw={880}>
        <ContactCell
          {...NO_KEYS}
          label={t('customer.one')}
          kind="customer"
          value={chosen?.id ?? null}
          text={chosen?.text ?? text}
          field={{ required: true, autoFocus: search.customer === undefined }}
          onPick={(contact, typed) => {
            setText(typed);
            setCustomer(contact ? { id: contact.id, text: contact.display_name, currency: contact.currency_code } : null);
          }}
        />
        {chosen && open.data && !open.isFetching && settings.data && chart.data && (
          <PaymentForm
            key={chosen.id}
            customer={chosen}
            shares={open.data.map(shareOf)}
            initial={{}}
            branchId={withBranches ? (branches?.find((branch) => branch.primary)?.id ?? null) : null}
            onSaved={(id) => void navigate({ to: `/payments-received/${id}` as '/', replace: true })}
            onCancel={() => void navigate({ to: '/payments-received' as '/' })}
          />
        )}
      </Stack>
    </Page>
  );
}

export function EditPayment(): ReactNode {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const day = useDay();
  const { paymentId } = useParams({ strict: false }) as { paymentId: string };
  const id = Number(paymentId);
  const payment = useQuery({ ...paymentQuery(id), staleTime: 0 });
  const page = useQuery({
    queryKey: ['payments', 'edit-page', id],
    queryFn: () => answer(api.GET('/api/payments-received/{id}/edit-page', { params: { path: { id } } })),
    staleTime: 0,
  });
  if (!payment.data || !page.data || payment.isFetching || page.isFetching) return <PendingPage title={t('payment.one')} error={payment.error ?? page.error} />;
  const { currency_code: currency, payment_receive_no: number } = payment.data;
  const back = (): void => void navigate({ to: `/payments-received/${id}` as '/', replace: true });
  return (
    <Page title={t('payment.edit_title', { number: number ?? '' })}>
      <Stack maw={880}>
        <PaymentForm
          customer={{ id: payment.data.customer_id, currency }}
          payment={payment.data}
          shares={page.data.entries.map((entry) => ({
            key: String(entry.invoice_id),
            name: entry.invoice_no,
            label: entry.invoice_no,
            date: day(entry.date),
            most: entry.due_amount,
            mostText: formatMoney(entry.due_amount, currency, { language: i18n.language }),
          }))}
          initial={Object.fromEntries(page.data.entries.filter((entry) => entry.payment_amount).map((entry) => [String(entry.invoice_id), tidyAmount(plain(entry.payment_amount), currency)]))}
          onSaved={back}
          onCancel={back}
        />
      </Stack>
    </Page>
  );
}
