import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { PendingPage } from '@/components/PendingPage';
import { useDay } from '@/components/day';
import { WithDraft } from '@/components/WithDraft';
import { chartQuery } from '@/features/accounts/api';
import { contactQuery } from '@/features/contacts/api';
import { ContactCell } from '@/features/contacts/ContactCell';
import { CUSTOMERS } from '@/features/contacts/kinds';
import { branchesQuery, settingsQuery } from '@/features/preferences/api';
import { answer, api } from '@/lib/client';
import { tidyAmount } from '@/lib/block';
import { plain } from '@/lib/decimal';
import { useDraftName } from '@/lib/drafts';
import { formatMoney } from '@/lib/money';
import { useFeature } from '@/lib/session';
import { keyOf, paymentQuery, receivableQuery, shareOf } from './api';
import type { Draft, Payer } from './draft';
import { PaymentForm } from './PaymentForm';

const NO_GRID = { invalid: false, cell: 'customer', onKeyDown: () => {}, onChosen: () => {} };

/** A payment of a customer, chosen here or in the address. */
export function NewPayment(): ReactNode {
  const { t } = useTranslation();
  const { customer } = useSearch({ strict: false }) as { customer?: number };
  const name = useDraftName('payment', customer === undefined ? 'new' : `new-customer-${customer}`);
  return (
    <Page title={t('page.new_payment')}>
      <Stack maw={880} key={name}>
        <WithDraft<Draft> name={name}>{(restored) => <PaymentOf name={name} restored={restored} asked={customer} />}</WithDraft>
      </Stack>
    </Page>
  );
}

/** Whose payment it is, and then the payment. */
function PaymentOf({ name, restored, asked: askedFor }: { name: string; restored: Draft | null; asked: number | undefined }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [customer, setCustomer] = useState<Payer | null>(restored?.customer ?? null);
  const [text, setText] = useState(customer?.text ?? '');
  const asked = useQuery({ ...contactQuery(CUSTOMERS, askedFor ?? 0), enabled: askedFor !== undefined });
  const chosen = customer ?? (asked.data && text === '' ? { id: asked.data.id, text: asked.data.display_name, currency: asked.data.currency_code } : null);
  const open = useQuery({ ...receivableQuery(chosen?.id ?? 0), enabled: chosen !== null, staleTime: 0 });
  const settings = useQuery(settingsQuery);
  const chart = useQuery(chartQuery);
  const withBranches = useFeature('branches');
  const { data: branches } = useQuery({ ...branchesQuery, enabled: withBranches });
  return (
    <>
      <ContactCell
        {...NO_GRID}
        label={t('customer.one')}
        kind="customer"
        value={chosen?.id ?? null}
        text={chosen?.text ?? text}
        field={{ required: true, autoFocus: askedFor === undefined && restored === null }}
        onPick={(contact, typed) => {
          setText(typed);
          setCustomer(contact ? { id: contact.id, text: contact.display_name, currency: contact.currency_code } : null);
        }}
      />
      {chosen && open.data && open.isFetchedAfterMount && settings.data && chart.data && (
        <PaymentForm
          key={chosen.id}
          draftName={name}
          restored={restored?.customer.id === chosen.id ? restored : null}
          customer={chosen}
          shares={open.data.map(shareOf)}
          initial={{}}
          branchId={withBranches ? (branches?.find((branch) => branch.primary)?.id ?? null) : null}
          onSaved={(id) => void navigate({ to: `/payments-received/${id}` as '/', replace: true })}
          onCancel={() => void navigate({ to: '/payments-received' as '/' })}
        />
      )}
    </>
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
  const name = useDraftName('payment', String(id));
  if (!payment.data || !page.data || !payment.isFetchedAfterMount || !page.isFetchedAfterMount) return <PendingPage title={t('payment.one')} error={payment.error ?? page.error} />;
  const { currency_code: currency, payment_receive_no: number, entries, customer } = payment.data;
  const later = (id: number | null): string => {
    const entry = entries.find((one) => one.id === id && one.is_later);
    return entry ? ` (${day(entry.date)})` : '';
  };
  const back = (): void => void navigate({ to: `/payments-received/${id}` as '/', replace: true });
  return (
    <Page title={t('payment.edit_title', { number: number ?? '' })}>
      <Stack maw={880}>
        <WithDraft<Draft> name={name}>
          {(restored) => (
            <PaymentForm
              draftName={name}
              restored={restored}
              customer={{ id: payment.data.customer_id, text: String(customer.display_name ?? ''), currency }}
              payment={payment.data}
              shares={page.data.entries.map((entry) => ({
                key: keyOf(entry.invoice_id, entry.id),
                name: `${entry.invoice_no}${later(entry.id)}`,
                label: `${entry.invoice_no}${later(entry.id)}`,
                date: day(entry.date),
                most: entry.due_amount,
                mostText: formatMoney(entry.due_amount, currency, { language: i18n.language }),
              }))}
              initial={Object.fromEntries(
                page.data.entries.filter((entry) => entry.payment_amount).map((entry) => [keyOf(entry.invoice_id, entry.id), tidyAmount(plain(entry.payment_amount), currency)]),
              )}
              onSaved={back}
              onCancel={back}
            />
          )}
        </WithDraft>
      </Stack>
    </Page>
  );
}
