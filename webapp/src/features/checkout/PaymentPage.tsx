import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '@/app/Fallbacks';
import { ApiError } from '@/lib/errors';
import { chosenLanguage, isLanguage, LANGUAGES, type Language, switchLanguage } from '@/lib/i18n';
import { sentenceOf } from '@/lib/sentences';
import { brand, fileOf, linkQuery, pay, type PublicInvoice } from './link';
import classes from './PaymentPage.module.css';

/** An invoice for whoever has its link: what is due of it, and how to pay. Its own page, without anything of the books behind it. */
export function PaymentPage(): ReactNode {
  const { link } = useParams({ strict: false }) as { link: string };
  const { paid } = useSearch({ strict: false }) as { paid?: boolean };
  const { t, i18n } = useTranslation();
  const { data: invoice, error, isPending, refetch } = useQuery(linkQuery(link, paid));
  const language = invoice?.language;
  useEffect(() => {
    if (!chosenLanguage() && isLanguage(language)) void switchLanguage(language, false);
  }, [language]);
  if (isPending) return <Waiting />;
  return (
    <div className={classes.page} style={brand(invoice?.organization.primary_color ?? null)}>
      <meta name="robots" content="noindex" />
      <main className={classes.main}>{invoice ? <Shown link={link} invoice={invoice} paid={paid} /> : <Unknown error={error} retry={() => void refetch()} />}</main>
      <nav className={classes.languages} aria-label={t('common:language')}>
        {(Object.keys(LANGUAGES) as Language[]).map((code) => (
          <button key={code} type="button" lang={code} aria-current={i18n.language === code ? 'true' : undefined} onClick={() => void switchLanguage(code)}>
            {LANGUAGES[code]}
          </button>
        ))}
      </nav>
    </div>
  );
}

/** A link that is unknown, has run out or was taken back: which, nobody is told. */
function Unknown({ error, retry }: { error: Error | null; retry: () => void }): ReactNode {
  const { t } = useTranslation();
  const unknown = error instanceof ApiError && error.status === 404;
  const title = t(unknown ? 'checkout.unknown' : 'common:crash.title');
  return (
    <div className={classes.card} role="alert">
      <title>{title}</title>
      <h1>{title}</h1>
      <p className={classes.quiet}>{unknown ? t('checkout.unknown_text') : sentenceOf(error)}</p>
      {!unknown && (
        <div className={classes.actions}>
          <button type="button" onClick={retry}>
            {t('common:retry')}
          </button>
        </div>
      )}
    </div>
  );
}

interface ShownProps {
  link: string;
  invoice: PublicInvoice;
  paid?: boolean;
}

function Shown({ link, invoice, paid }: ShownProps): ReactNode {
  const { t } = useTranslation();
  const company = invoice.organization.name;
  const title = t('checkout.title', { number: invoice.invoice_no });
  return (
    <>
      <title>{`${title} · ${company}`}</title>
      {invoice.is_stripe_test_mode && (invoice.has_stripe_payment_method || paid) && (
        <div className={classes.test} role="note">
          {t('checkout.test_mode')}
        </div>
      )}
      <p className={classes.company}>{invoice.has_logo ? <img src={fileOf(link, 'logo')} alt={company} /> : <bdi>{company}</bdi>}</p>
      <Due link={link} invoice={invoice} paid={paid} title={title} />
      <section className={classes.card} aria-label={t('checkout.invoice')}>
        <dl className={classes.parties}>
          <div>
            <dt>{t('checkout.from')}</dt>
            <dd>
              <bdi>{[company, invoice.organization.address_text_formatted].filter(Boolean).join('\n')}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t('checkout.to')}</dt>
            <dd>
              <bdi>{[invoice.customer_name, invoice.formatted_customer_address].filter(Boolean).join('\n')}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t('checkout.date')}</dt>
            <dd>
              <bdi>{invoice.invoice_date_formatted}</bdi>
            </dd>
          </div>
        </dl>
        <Lines invoice={invoice} />
        <Sums invoice={invoice} />
        {[invoice.invoice_message, invoice.terms_conditions].filter(Boolean).map((text) => (
          <p key={text} className={classes.notes}>
            <bdi>{text}</bdi>
          </p>
        ))}
      </section>
    </>
  );
}

/** What is due, and the way to pay it. */
function Due({ link, invoice, paid, title }: ShownProps & { title: string }): ReactNode {
  const { t } = useTranslation();
  const paying = useMutation({ mutationFn: () => pay(link) });
  const amount = <bdi>{invoice.due_amount_formatted}</bdi>;
  return (
    <section className={classes.card} aria-labelledby="title">
      <h1 id="title">{title}</h1>
      {invoice.is_receivable ? (
        <>
          <p className={classes.due}>{amount}</p>
          <p className={invoice.is_overdue ? classes.overdue : classes.quiet}>{t(invoice.is_overdue ? 'checkout.overdue' : 'checkout.due_on', { date: invoice.due_date_formatted })}</p>
        </>
      ) : (
        <p className={classes.paid}>{t(invoice.is_written_off ? 'checkout.nothing_due' : 'checkout.paid')}</p>
      )}
      <div role="status">{paid && invoice.is_receivable && <p className={classes.quiet}>{t('checkout.confirming')}</p>}</div>
      {paying.error && (
        <p className={classes.failure} role="alert">
          {sentenceOf(paying.error)}
        </p>
      )}
      <div className={classes.actions}>
        {invoice.has_stripe_payment_method && !paid && (
          <button type="button" aria-busy={paying.isPending || paying.isSuccess || undefined} onClick={() => !paying.isPending && !paying.isSuccess && paying.mutate()}>
            {t('checkout.pay', { amount: invoice.due_amount_formatted })}
          </button>
        )}
        <a href={fileOf(link, 'invoice/pdf')} download={`${invoice.invoice_no}.pdf`}>
          {t('checkout.download')}
        </a>
      </div>
      {invoice.has_stripe_payment_method && !paid && invoice.payment_cards.length > 0 && <p className={classes.cards}>{t('checkout.cards', { cards: invoice.payment_cards.join(', ') })}</p>}
    </section>
  );
}

function Lines({ invoice }: { invoice: PublicInvoice }): ReactNode {
  const { t } = useTranslation();
  return (
    <table className={classes.lines} aria-label={t('checkout.lines')}>
      <thead>
        <tr>
          <th scope="col">{t('checkout.item')}</th>
          <th scope="col">{t('checkout.rate')}</th>
          <th scope="col">{t('checkout.quantity')}</th>
          <th scope="col">{t('checkout.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {invoice.entries.map((line, index) => (
          <tr key={index}>
            <th scope="row">
              <bdi>{line.item_name}</bdi>
              {line.description && (
                <p className={classes.quiet}>
                  <bdi>{line.description}</bdi>
                </p>
              )}
            </th>
            <td>
              <bdi>{line.rate_formatted}</bdi>
            </td>
            <td>
              <bdi>{line.quantity_formatted}</bdi>
            </td>
            <td>
              <bdi>{line.total_formatted}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sums({ invoice }: { invoice: PublicInvoice }): ReactNode {
  const { t } = useTranslation();
  const rows: [string, string, boolean?][] = [[t('checkout.subtotal'), invoice.subtotal_formatted]];
  if (invoice.discount_amount) rows.push([t('checkout.discount'), `-${invoice.discount_amount_formatted}`]);
  for (const tax of invoice.taxes) rows.push([`${tax.name} (${tax.tax_rate}%)`, tax.tax_rate_amount_formatted]);
  if (invoice.adjustment) rows.push([t('checkout.adjustment'), invoice.adjustment_formatted]);
  rows.push([t('checkout.total'), invoice.total_formatted, true]);
  if (invoice.balance_amount) rows.push([t('checkout.settled'), `-${invoice.balance_amount_formatted}`]);
  rows.push([t('checkout.due'), invoice.due_amount_formatted, true]);
  return (
    <dl className={classes.sums}>
      {rows.map(([name, amount, whole], index) => (
        <div key={index} className={whole ? classes.whole : undefined}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd>
            <bdi>{amount}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
