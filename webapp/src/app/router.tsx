/** Every address of the web app, and what must be true before its page is shown. Pages load on demand. */
import { type AnyRoute, createRootRoute, createRoute, createRouter, lazyRouteComponent as lazy, notFound, Outlet, redirect, type RouteComponent } from '@tanstack/react-router';
import { createElement } from 'react';
import type { NewSearch } from '@/documents/DocumentEditor';
import type { DocumentKind } from '@/documents/kind';
import type { CallbackSearch } from '@/features/preferences/StripeCallback';
import { answer, api, whenRefused } from '@/lib/client';
import { ApiError } from '@/lib/errors';
import type { StatementSearch } from '@/features/statements/api';
import { chosenLanguage, isLanguage, LANGUAGES, loadWords, switchLanguage, worded } from '@/lib/i18n';
import { IMPORTS } from '@/lib/importing';
import { listSearch } from '@/lib/listing';
import { queryClient } from '@/lib/query';
import { bootQuery, organizationQuery, sessionQuery } from '@/lib/session';
import { Crash, Nowhere, Waiting } from './Fallbacks';

type Search = Record<string, unknown>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
/** Where to go after signing in: only addresses of our own. */
const ownPath = (value: unknown): string | undefined => {
  const path = text(value);
  return path && path.startsWith('/') && !path.startsWith('//') ? path : undefined;
};

/** A new record that begins as a copy of another. */
const copySearch = (search: Search): { copy?: number } => ({ copy: typeof search.copy === 'number' ? search.copy : undefined });

/** An id in an address, with or without the stroke that old addresses have before it. */
const recordId = (value: unknown): number | undefined => {
  const id = Number(String(value ?? '').replace(/^\//, ''));
  return Number.isInteger(id) && id > 0 ? id : undefined;
};

const root = createRootRoute({ component: Outlet, notFoundComponent: Nowhere, errorComponent: Crash });

/** A page below another; what its address may say beside the path, `search` reads. */
function below<R extends AnyRoute, const P extends string, S extends object = object>(parent: () => R, path: P, component?: RouteComponent, search?: (search: Search) => S) {
  return createRoute({ getParentRoute: parent, path, component, validateSearch: search as (search: Search) => S });
}

/** An address that leads to another: one of before, or of what is shown where it belongs. */
function moved<R extends AnyRoute, const P extends string>(parent: () => R, path: P, to: (params: Record<string, string>) => object | Promise<object>) {
  return createRoute({
    getParentRoute: parent,
    path,
    beforeLoad: async ({ params }) => {
      throw redirect({ replace: true, ...(await to(params as never)) } as never);
    },
  });
}

/** What is there, or the page that says that nothing is. */
async function found<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof ApiError && (error.status === 404 || error.status === 400) ? notFound() : error;
  }
}

// ── before signing in ──────────────────────────────────────────────────────────────────────────────────────────────────

const auth = below(() => root, 'auth', lazy(() => import('@/features/auth/AuthLayout'), 'AuthLayout'));
const outside = <const P extends string, S extends object = object>(path: P, component: RouteComponent, search?: (search: Search) => S) =>
  below(() => auth, path, component, search);
const nextSearch = (search: Search): { next?: string } => ({ next: ownPath(search.next) });
const confirmSearch = (search: Search): { token: string; email: string } => ({ token: String(search.token ?? ''), email: String(search.email ?? '') });
const confirmOld = createRoute({
  getParentRoute: () => auth,
  path: 'register/email_confirmation',
  validateSearch: confirmSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/auth/email_confirmation', search, replace: true });
  },
});

const paymentPage = below(
  () => root,
  'payment/$link',
  lazy(worded(['checkout'], () => import('@/features/checkout/PaymentPage')), 'PaymentPage'),
  (search): { paid?: boolean } => ({ paid: search.paid ? true : undefined }),
);

// ── signed in ──────────────────────────────────────────────────────────────────────────────────────────────────────────

async function signedIn(href: string): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (!session) throw redirect({ to: '/auth/login', search: href === '/' ? {} : { next: href } });
  if (!session.verified) throw redirect({ to: '/auth/register/verify' });
  await loadWords('app');
  // Without them a refusal is said in the server's own words.
  whenRefused(() => loadWords('errors').catch(() => {}));
}

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ location }) => signedIn(location.href),
  component: lazy(() => import('./Providers'), 'Providers'),
});

const shell = createRoute({
  getParentRoute: () => inside,
  id: 'shell',
  beforeLoad: async () => {
    const organization = await queryClient.ensureQueryData(organizationQuery);
    if (!organization.is_ready) throw redirect({ to: '/setup' });
    const language = organization.metadata?.language;
    if (!chosenLanguage() && isLanguage(language) && language in LANGUAGES) await switchLanguage(language, false);
    await queryClient.ensureQueryData(bootQuery);
  },
  component: lazy(() => import('./shell/Shell'), 'Shell'),
});

const page = <const P extends string, S extends object = object>(path: P, component: RouteComponent, search?: (search: Search) => S) =>
  below(() => shell, path, component, search);

/** A list, and one of its rows in a drawer beside it. */
function listed<const P extends string, const D extends string, S extends object>(path: P, list: RouteComponent, one: D, drawer: RouteComponent, search: (search: Search) => S) {
  const parent = below(() => shell, path, list, search);
  return parent.addChildren([below(() => parent, one, drawer)]);
}

// Customers and vendors: the same pages, at addresses of their own.
function contactRoutes<const P extends 'customers' | 'vendors'>(path: P, one: 'Customer' | 'Vendor') {
  return [
    listed(path, lazy(worded(['contacts'], () => import('@/features/contacts/ContactsPage')), `${one}sPage`), '$contactId', lazy(worded(['contacts'], () => import('@/features/contacts/ContactDrawer')), `${one}Drawer`), listSearch),
    page(`${path}/new`, lazy(worded(['contacts'], () => import('@/features/contacts/ContactEditor')), `New${one}`), copySearch),
    page(`${path}/$contactId/edit`, lazy(worded(['contacts'], () => import('@/features/contacts/ContactEditor')), `Edit${one}`)),
    moved(() => shell, `${path}/contact_duplicate=/$contactId`, ({ contactId }) => ({ to: `/${path}/new`, search: { copy: Number(contactId) } })),
  ] as const;
}

// A customer's statement of account, and the choice of whose it is.
const STATEMENT = lazy(worded(['recurring', 'reports'], () => import('@/features/statements/StatementPage')), 'StatementPage');
const statementSearch = ({ from, to, known, row, column, changes }: Search): StatementSearch => ({
  from: text(from),
  to: text(to),
  known: text(known),
  row: text(row),
  column: text(column),
  changes: changes === true || undefined,
});

// Commercial documents: the same four pages for every kind, at addresses of its own.

const id = (value: unknown): number | undefined => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined);
const newSearch = ({ copy, customer, from_estimate_id: estimate, from_invoice_id: invoice }: Search): NewSearch => ({
  copy: id(copy),
  customer: id(customer),
  from_estimate_id: id(estimate),
  from_invoice_id: id(invoice),
});
const DOCUMENT_PAGES = {
  list: worded(['selling', 'items'], () => import('@/documents/DocumentsPage').then((module) => module.DocumentsPage)),
  drawer: worded(['selling', 'items', 'mail'], () => import('@/documents/DocumentDrawer').then((module) => module.DocumentDrawer)),
  new: worded(['selling'], () => import('@/documents/DocumentEditor').then((module) => module.NewDocument)),
  edit: worded(['selling'], () => import('@/documents/DocumentEditor').then((module) => module.EditDocument)),
};

function documentRoutes<const P extends string>(path: P, load: () => Promise<DocumentKind>) {
  const view = (name: keyof typeof DOCUMENT_PAGES) =>
    lazy(async () => {
      const [View, kind] = await Promise.all([DOCUMENT_PAGES[name](), load()]);
      return { default: () => createElement(View, { kind }) };
    });
  return [listed(path, view('list'), '$documentId', view('drawer'), listSearch), page(`${path}/new`, view('new'), newSearch), page(`${path}/$documentId/edit`, view('edit'))] as const;
}

const imports = Object.entries(IMPORTS).map(([resource, { path }]) =>
  page(path.slice(1), lazy(worded(['importing', 'errors'], () => import('@/features/importing/ImportPage').then(({ ImportPage }) => ({ default: () => createElement(ImportPage, { resource }) }))))),
);

const accountsSearch = (search: Search): { q?: string; view?: string; inactive?: boolean; new?: boolean } => ({
  q: text(search.q),
  new: search.new === true ? true : undefined,
  view: text(search.view),
  inactive: search.inactive === true ? true : undefined,
});

const preferences = page('preferences', lazy(worded(['preferences'], () => import('@/features/preferences/PreferencesLayout')), 'PreferencesLayout'));
const preference = <const P extends string, S extends object = object>(path: P, component: RouteComponent, search?: (search: Search) => S) =>
  below(() => preferences, path, component, search);
const templateSearch = (search: Search): { resource?: string; copy?: number } => ({ resource: text(search.resource), copy: id(search.copy) });
const callbackSearch = (search: Search): CallbackSearch => ({ code: text(search.code), state: text(search.state), error_description: text(search.error_description) });

export const router = createRouter({
  routeTree: root.addChildren([
    auth.addChildren([
      outside('login', lazy(() => import('@/features/auth/SignIn'), 'SignIn'), nextSearch),
      outside('register', lazy(() => import('@/features/auth/SignUp'), 'SignUp')),
      outside('register/verify', lazy(() => import('@/features/auth/VerifyAddress'), 'VerifyAddress')),
      outside('email_confirmation', lazy(() => import('@/features/auth/ConfirmAddress'), 'ConfirmAddress'), confirmSearch),
      confirmOld,
      outside('send_reset_password', lazy(() => import('@/features/auth/ForgotPassword'), 'ForgotPassword')),
      outside('reset_password/$token', lazy(() => import('@/features/auth/ResetPassword'), 'ResetPassword')),
      outside('invite/$token/accept', lazy(() => import('@/features/auth/AcceptInvitation'), 'AcceptInvitation')),
    ]),
    paymentPage,
    inside.addChildren([
      below(() => inside, 'setup', lazy(worded(['setup'], () => import('@/features/organization/Setup')), 'Setup')),
      shell.addChildren([
        page('/', lazy(worded(['home'], () => import('@/features/home/Home')), 'Home')),
        ...contactRoutes('customers', 'Customer'),
        ...contactRoutes('vendors', 'Vendor'),
        page('customers/$contactId/statement', STATEMENT, statementSearch),
        page('financial-reports/statement-of-account', STATEMENT, statementSearch),
        ...documentRoutes('estimates', worded(['selling'], () => import('@/features/estimates/kind').then((module) => module.ESTIMATES))),
        ...documentRoutes('invoices', worded(['selling'], () => import('@/features/invoices/kind').then((module) => module.INVOICES))),
        ...documentRoutes('recurring-invoices', worded(['selling', 'recurring'], () => import('@/features/recurring/kind').then((module) => module.RECURRING))),
        ...documentRoutes('receipts', worded(['selling'], () => import('@/features/receipts/kind').then((module) => module.RECEIPTS))),
        ...documentRoutes('credit-notes', worded(['selling'], () => import('@/features/creditNotes/kind').then((module) => module.CREDIT_NOTES))),
        moved(() => shell, 'credit-notes/refunds/$refundId', async ({ refundId = '' }) => {
          const refund = await found(answer(api.GET('/api/credit-notes/refunds/{refund_credit_id}', { params: { path: { refund_credit_id: refundId } } })));
          return { to: `/credit-notes/${refund.credit_note_id}` };
        }),
        moved(() => shell, 'credit-notes/applications/$applicationId', async ({ applicationId = '' }) => {
          const use = await found(answer(api.GET('/api/credit-notes/applied-invoices/{application_id}', { params: { path: { application_id: applicationId } } })));
          return { to: `/credit-notes/${use.credit_note_id}` };
        }),
        moved(() => shell, 'payments-received/applications/$applicationId', async ({ applicationId = '' }) => {
          const use = await found(answer(api.GET('/api/payments-received/applied-invoices/{application_id}', { params: { path: { application_id: applicationId } } })));
          return { to: `/payments-received/${use.payment_receive_id}` };
        }),
        listed('payments-received', lazy(worded(['selling'], () => import('@/features/payments/PaymentsPage')), 'PaymentsPage'), '$paymentId', lazy(worded(['selling', 'mail'], () => import('@/features/payments/PaymentDrawer')), 'PaymentDrawer'), listSearch),
        page('payment-received/new', lazy(worded(['selling'], () => import('@/features/payments/PaymentEditor')), 'NewPayment'), ({ customer }): { customer?: number } => ({ customer: id(customer) })),
        page('payments-received/$paymentId/edit', lazy(worded(['selling'], () => import('@/features/payments/PaymentEditor')), 'EditPayment')),
        listed('items', lazy(worded(['items'], () => import('@/features/items/ItemsPage')), 'ItemsPage'), '$itemId', lazy(worded(['items'], () => import('@/features/items/ItemDrawer')), 'ItemDrawer'), listSearch),
        page('items/new', lazy(worded(['items'], () => import('@/features/items/ItemEditor')), 'NewItem'), (search): { duplicate?: number } => ({ duplicate: recordId(search.duplicate) })),
        page('items/$itemId/edit', lazy(worded(['items'], () => import('@/features/items/ItemEditor')), 'EditItem')),
        page('items/categories', lazy(worded(['items'], () => import('@/features/categories/CategoriesPage')), 'CategoriesPage')),
        page('tax-rates', lazy(worded(['items'], () => import('@/features/taxes/TaxRatesPage')), 'TaxRatesPage')),
        listed('accounts', lazy(worded(['accounts'], () => import('@/features/accounts/AccountsPage')), 'AccountsPage'), '$accountId', lazy(worded(['accounts'], () => import('@/features/accounts/AccountDrawer')), 'AccountDrawer'), accountsSearch),
        listed('manual-journals', lazy(worded(['journals'], () => import('@/features/journals/JournalsPage')), 'JournalsPage'), '$journalId', lazy(worded(['journals'], () => import('@/features/journals/JournalDrawer')), 'JournalDrawer'), listSearch),
        page('make-journal-entry', lazy(worded(['journals'], () => import('@/features/journals/JournalEditor')), 'NewJournal'), copySearch),
        page('manual-journals/$journalId/edit', lazy(worded(['journals'], () => import('@/features/journals/JournalEditor')), 'EditJournal')),
        ...imports,
        page('audit', lazy(worded(['audit'], () => import('@/features/audit/AuditPage')), 'AuditPage')),
        page('financial-reports', lazy(worded(['reports'], () => import('@/features/reports/ReportsIndex')), 'ReportsIndex')),
        page('financial-reports/$report', lazy(worded(['reports'], () => import('@/features/reports/ReportPage')), 'ReportPage'), (search: Search): Search => search),
        page('revaluations', lazy(worded(['audit', 'reports'], () => import('@/features/revaluations/RevaluationsPage')), 'RevaluationsPage')),
        page('transactions-locking', lazy(worded(['locks'], () => import('@/features/locks/LocksPage')), 'LocksPage')),
        page('preferences/pdf-templates/new', lazy(worded(['templates'], () => import('@/features/templates/TemplateEditor')), 'NewTemplate'), templateSearch),
        page('preferences/pdf-templates/$templateId', lazy(worded(['templates'], () => import('@/features/templates/TemplateEditor')), 'EditTemplate')),
        preferences.addChildren([
          moved(() => preferences, '/', () => ({ to: '/preferences/general' })),
          preference('general', lazy(worded(['preferences'], () => import('@/features/preferences/GeneralPage')), 'GeneralPage')),
          preference('users', lazy(worded(['preferences'], () => import('@/features/preferences/UsersPage')), 'UsersPage')),
          preference('roles', lazy(worded(['preferences'], () => import('@/features/preferences/RolesPage')), 'RolesPage')),
          preference('roles/$roleId', lazy(worded(['preferences'], () => import('@/features/preferences/RolePage')), 'RolePage')),
          preference('currencies', lazy(worded(['preferences'], () => import('@/features/preferences/CurrenciesPage')), 'CurrenciesPage')),
          preference('branches', lazy(worded(['preferences'], () => import('@/features/preferences/BranchesPage')), 'BranchesPage')),
          preference('items', lazy(worded(['preferences', 'items'], () => import('@/features/preferences/ItemAccountsPage')), 'ItemAccountsPage')),
          preference('e-invoices', lazy(worded(['einvoices', 'preferences'], () => import('@/features/einvoices/EInvoicesPage')), 'EInvoicesPage')),
          preference('pdf-templates', lazy(worded(['templates'], () => import('@/features/templates/TemplatesPage')), 'TemplatesPage')),
          preference('reminders', lazy(worded(['preferences', 'recurring'], () => import('@/features/reminders/RemindersPage')), 'RemindersPage')),
          preference('payment-methods', lazy(worded(['preferences', 'online'], () => import('@/features/preferences/PaymentMethodsPage')), 'PaymentMethodsPage')),
          preference(
            'payment-methods/stripe/callback',
            lazy(worded(['preferences', 'online'], () => import('@/features/preferences/StripeCallback')), 'StripeCallback'),
            callbackSearch,
          ),
          preference('api-keys', lazy(worded(['preferences'], () => import('@/features/preferences/ApiKeysPage')), 'ApiKeysPage')),
        ]),
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPreloadDelay: 40,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 300,
  defaultErrorComponent: Crash,
  defaultNotFoundComponent: Nowhere,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
