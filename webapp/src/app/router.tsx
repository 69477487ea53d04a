/** Every address of the web app, and what must be true before its page is shown. Pages load on demand. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { createElement } from 'react';
import type { NewSearch } from '@/documents/DocumentEditor';
import type { DocumentKind } from '@/documents/kind';
import type { ContactsSearch } from '@/features/contacts/api';
import type { CallbackSearch } from '@/features/preferences/StripeCallback';
import { whenRefused } from '@/lib/client';
import { chosenLanguage, isLanguage, LANGUAGES, loadWords, switchLanguage, worded } from '@/lib/i18n';
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

// ── before signing in ──────────────────────────────────────────────────────────────────────────────────────────────────

const auth = createRoute({
  getParentRoute: () => root,
  path: 'auth',
  component: lazyRouteComponent(() => import('@/features/auth/AuthLayout'), 'AuthLayout'),
});

const signIn = createRoute({
  getParentRoute: () => auth,
  path: 'login',
  validateSearch: (search: Search): { next?: string } => ({ next: ownPath(search.next) }),
  component: lazyRouteComponent(() => import('@/features/auth/SignIn'), 'SignIn'),
});
const register = createRoute({
  getParentRoute: () => auth,
  path: 'register',
  component: lazyRouteComponent(() => import('@/features/auth/SignUp'), 'SignUp'),
});
const verify = createRoute({
  getParentRoute: () => auth,
  path: 'register/verify',
  component: lazyRouteComponent(() => import('@/features/auth/VerifyAddress'), 'VerifyAddress'),
});
const confirmSearch = (search: Search): { token: string; email: string } => ({
  token: String(search.token ?? ''),
  email: String(search.email ?? ''),
});
const confirm = createRoute({
  getParentRoute: () => auth,
  path: 'email_confirmation',
  validateSearch: confirmSearch,
  component: lazyRouteComponent(() => import('@/features/auth/ConfirmAddress'), 'ConfirmAddress'),
});
const confirmOld = createRoute({
  getParentRoute: () => auth,
  path: 'register/email_confirmation',
  validateSearch: confirmSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/auth/email_confirmation', search, replace: true });
  },
});
const forgot = createRoute({
  getParentRoute: () => auth,
  path: 'send_reset_password',
  component: lazyRouteComponent(() => import('@/features/auth/ForgotPassword'), 'ForgotPassword'),
});
const reset = createRoute({
  getParentRoute: () => auth,
  path: 'reset_password/$token',
  component: lazyRouteComponent(() => import('@/features/auth/ResetPassword'), 'ResetPassword'),
});
const invitation = createRoute({
  getParentRoute: () => auth,
  path: 'invite/$token/accept',
  component: lazyRouteComponent(() => import('@/features/auth/AcceptInvitation'), 'AcceptInvitation'),
});

const paymentPage = createRoute({
  getParentRoute: () => root,
  path: 'payment/$link',
  validateSearch: (search: Search): { paid?: boolean } => ({ paid: search.paid ? true : undefined }),
  component: lazyRouteComponent(worded(['checkout'], () => import('@/features/checkout/PaymentPage')), 'PaymentPage'),
});

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
  component: lazyRouteComponent(() => import('./Providers'), 'Providers'),
});

const setup = createRoute({
  getParentRoute: () => inside,
  path: 'setup',
  component: lazyRouteComponent(worded(['setup'], () => import('@/features/organization/Setup')), 'Setup'),
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
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(worded(['home'], () => import('@/features/home/Home')), 'Home'),
});

// Customers and vendors: the same pages, at addresses of their own.

const activeSearch = (search: Search): ContactsSearch => ({ ...listSearch(search), inactive: search.inactive === true ? true : undefined });

const customers = createRoute({
  getParentRoute: () => shell,
  path: 'customers',
  validateSearch: activeSearch,
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactsPage')), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => customers,
  path: '$contactId',
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactDrawer')), 'CustomerDrawer'),
});
const newCustomer = createRoute({
  getParentRoute: () => shell,
  path: 'customers/new',
  validateSearch: copySearch,
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactEditor')), 'NewCustomer'),
});
const copyCustomer = createRoute({
  getParentRoute: () => shell,
  path: 'customers/contact_duplicate=/$contactId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/customers/new', search: { copy: Number(params.contactId) }, replace: true });
  },
});
const editCustomer = createRoute({
  getParentRoute: () => shell,
  path: 'customers/$contactId/edit',
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactEditor')), 'EditCustomer'),
});
const vendors = createRoute({
  getParentRoute: () => shell,
  path: 'vendors',
  validateSearch: activeSearch,
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactsPage')), 'VendorsPage'),
});
const vendor = createRoute({
  getParentRoute: () => vendors,
  path: '$contactId',
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactDrawer')), 'VendorDrawer'),
});
const newVendor = createRoute({
  getParentRoute: () => shell,
  path: 'vendors/new',
  validateSearch: copySearch,
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactEditor')), 'NewVendor'),
});
const copyVendor = createRoute({
  getParentRoute: () => shell,
  path: 'vendors/contact_duplicate=/$contactId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/vendors/new', search: { copy: Number(params.contactId) }, replace: true });
  },
});
const editVendor = createRoute({
  getParentRoute: () => shell,
  path: 'vendors/$contactId/edit',
  component: lazyRouteComponent(worded(['contacts'], () => import('@/features/contacts/ContactEditor')), 'EditVendor'),
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
  new: worded(['selling', 'items'], () => import('@/documents/DocumentEditor').then((module) => module.NewDocument)),
  edit: worded(['selling', 'items'], () => import('@/documents/DocumentEditor').then((module) => module.EditDocument)),
};

function documentRoutes<P extends string>(path: P, load: () => Promise<DocumentKind>) {
  const page = (view: keyof typeof DOCUMENT_PAGES) =>
    lazyRouteComponent(async () => {
      const [View, kind] = await Promise.all([DOCUMENT_PAGES[view](), load()]);
      return { default: () => createElement(View, { kind }) };
    });
  const list = createRoute({ getParentRoute: () => shell, path, validateSearch: listSearch, component: page('list') });
  const drawer = createRoute({ getParentRoute: () => list, path: '$documentId', component: page('drawer') });
  const fresh = createRoute({ getParentRoute: () => shell, path: `${path}/new`, validateSearch: newSearch, component: page('new') });
  const edit = createRoute({ getParentRoute: () => shell, path: `${path}/$documentId/edit`, component: page('edit') });
  return [list.addChildren([drawer]), fresh, edit] as const;
}

const estimates = documentRoutes('estimates', worded(['selling'], () => import('@/features/estimates/kind').then((module) => module.ESTIMATES)));
const receipts = documentRoutes('receipts', worded(['selling'], () => import('@/features/receipts/kind').then((module) => module.RECEIPTS)));
const creditNotes = documentRoutes('credit-notes', worded(['selling'], () => import('@/features/creditNotes/kind').then((module) => module.CREDIT_NOTES)));
const invoices = documentRoutes('invoices', worded(['selling'], () => import('@/features/invoices/kind').then((module) => module.INVOICES)));

const payments = createRoute({
  getParentRoute: () => shell,
  path: 'payments-received',
  validateSearch: listSearch,
  component: lazyRouteComponent(worded(['selling'], () => import('@/features/payments/PaymentsPage')), 'PaymentsPage'),
});
const payment = createRoute({
  getParentRoute: () => payments,
  path: '$paymentId',
  component: lazyRouteComponent(worded(['selling', 'mail'], () => import('@/features/payments/PaymentDrawer')), 'PaymentDrawer'),
});
const newPayment = createRoute({
  getParentRoute: () => shell,
  path: 'payment-received/new',
  validateSearch: ({ customer }: Search): { customer?: number } => ({ customer: id(customer) }),
  component: lazyRouteComponent(worded(['selling'], () => import('@/features/payments/PaymentEditor')), 'NewPayment'),
});
const editPayment = createRoute({
  getParentRoute: () => shell,
  path: 'payments-received/$paymentId/edit',
  component: lazyRouteComponent(worded(['selling'], () => import('@/features/payments/PaymentEditor')), 'EditPayment'),
});
const items = createRoute({
  getParentRoute: () => shell,
  path: 'items',
  validateSearch: activeSearch,
  component: lazyRouteComponent(worded(['items'], () => import('@/features/items/ItemsPage')), 'ItemsPage'),
});
const item = createRoute({
  getParentRoute: () => items,
  path: '$itemId',
  component: lazyRouteComponent(worded(['items'], () => import('@/features/items/ItemDrawer')), 'ItemDrawer'),
});
const newItem = createRoute({
  getParentRoute: () => shell,
  path: 'items/new',
  validateSearch: (search: Search): { duplicate?: number } => ({ duplicate: recordId(search.duplicate) }),
  component: lazyRouteComponent(worded(['items'], () => import('@/features/items/ItemEditor')), 'NewItem'),
});
const editItem = createRoute({
  getParentRoute: () => shell,
  path: 'items/$itemId/edit',
  component: lazyRouteComponent(worded(['items'], () => import('@/features/items/ItemEditor')), 'EditItem'),
});
const itemCategories = createRoute({
  getParentRoute: () => shell,
  path: 'items/categories',
  component: lazyRouteComponent(worded(['items'], () => import('@/features/categories/CategoriesPage')), 'CategoriesPage'),
});
const taxRates = createRoute({
  getParentRoute: () => shell,
  path: 'tax-rates',
  component: lazyRouteComponent(worded(['items'], () => import('@/features/taxes/TaxRatesPage')), 'TaxRatesPage'),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: 'accounts',
  validateSearch: (search: Search): { q?: string; view?: string; inactive?: boolean; new?: boolean } => ({
    q: text(search.q),
    new: search.new === true ? true : undefined,
    view: text(search.view),
    inactive: search.inactive === true ? true : undefined,
  }),
  component: lazyRouteComponent(worded(['accounts'], () => import('@/features/accounts/AccountsPage')), 'AccountsPage'),
});
const account = createRoute({
  getParentRoute: () => accounts,
  path: '$accountId',
  component: lazyRouteComponent(worded(['accounts'], () => import('@/features/accounts/AccountDrawer')), 'AccountDrawer'),
});

const journals = createRoute({
  getParentRoute: () => shell,
  path: 'manual-journals',
  validateSearch: listSearch,
  component: lazyRouteComponent(worded(['journals'], () => import('@/features/journals/JournalsPage')), 'JournalsPage'),
});
const journal = createRoute({
  getParentRoute: () => journals,
  path: '$journalId',
  component: lazyRouteComponent(worded(['journals'], () => import('@/features/journals/JournalDrawer')), 'JournalDrawer'),
});
const newJournal = createRoute({
  getParentRoute: () => shell,
  path: 'make-journal-entry',
  validateSearch: copySearch,
  component: lazyRouteComponent(worded(['journals'], () => import('@/features/journals/JournalEditor')), 'NewJournal'),
});
const editJournal = createRoute({
  getParentRoute: () => shell,
  path: 'manual-journals/$journalId/edit',
  component: lazyRouteComponent(worded(['journals'], () => import('@/features/journals/JournalEditor')), 'EditJournal'),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: 'audit',
  component: lazyRouteComponent(worded(['audit'], () => import('@/features/audit/AuditPage')), 'AuditPage'),
});

const reports = createRoute({
  getParentRoute: () => shell,
  path: 'financial-reports',
  component: lazyRouteComponent(worded(['reports'], () => import('@/features/reports/ReportsIndex')), 'ReportsIndex'),
});
const report = createRoute({
  getParentRoute: () => shell,
  path: 'financial-reports/$report',
  validateSearch: (search: Search): Search => search,
  component: lazyRouteComponent(worded(['reports'], () => import('@/features/reports/ReportPage')), 'ReportPage'),
});

const locks = createRoute({
  getParentRoute: () => shell,
  path: 'transactions-locking',
  component: lazyRouteComponent(worded(['locks'], () => import('@/features/locks/LocksPage')), 'LocksPage'),
});

const revaluations = createRoute({
  getParentRoute: () => shell,
  path: 'revaluations',
  component: lazyRouteComponent(worded(['audit', 'reports'], () => import('@/features/revaluations/RevaluationsPage')), 'RevaluationsPage'),
});

const preferences = createRoute({
  getParentRoute: () => shell,
  path: 'preferences',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/PreferencesLayout')), 'PreferencesLayout'),
});
const preferencesIndex = createRoute({
  getParentRoute: () => preferences,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/preferences/general', replace: true });
  },
});
const general = createRoute({
  getParentRoute: () => preferences,
  path: 'general',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/GeneralPage')), 'GeneralPage'),
});
const users = createRoute({
  getParentRoute: () => preferences,
  path: 'users',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/UsersPage')), 'UsersPage'),
});
const roles = createRoute({
  getParentRoute: () => preferences,
  path: 'roles',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/RolesPage')), 'RolesPage'),
});
const role = createRoute({
  getParentRoute: () => preferences,
  path: 'roles/$roleId',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/RolePage')), 'RolePage'),
});
const currencies = createRoute({
  getParentRoute: () => preferences,
  path: 'currencies',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/CurrenciesPage')), 'CurrenciesPage'),
});
const branches = createRoute({
  getParentRoute: () => preferences,
  path: 'branches',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/BranchesPage')), 'BranchesPage'),
});
const itemAccounts = createRoute({
  getParentRoute: () => preferences,
  path: 'items',
  component: lazyRouteComponent(worded(['preferences', 'items'], () => import('@/features/preferences/ItemAccountsPage')), 'ItemAccountsPage'),
});
const pdfTemplates = createRoute({
  getParentRoute: () => preferences,
  path: 'pdf-templates',
  component: lazyRouteComponent(worded(['templates'], () => import('@/features/templates/TemplatesPage')), 'TemplatesPage'),
});
const newTemplate = createRoute({
  getParentRoute: () => shell,
  path: 'preferences/pdf-templates/new',
  validateSearch: (search: Search): { resource?: string; copy?: number } => ({ resource: text(search.resource), copy: id(search.copy) }),
  component: lazyRouteComponent(worded(['templates'], () => import('@/features/templates/TemplateEditor')), 'NewTemplate'),
});
const editTemplate = createRoute({
  getParentRoute: () => shell,
  path: 'preferences/pdf-templates/$templateId',
  component: lazyRouteComponent(worded(['templates'], () => import('@/features/templates/TemplateEditor')), 'EditTemplate'),
});
const eInvoices = createRoute({
  getParentRoute: () => preferences,
  path: 'e-invoices',
  component: lazyRouteComponent(worded(['einvoices', 'preferences'], () => import('@/features/einvoices/EInvoicesPage')), 'EInvoicesPage'),
});
const apiKeys = createRoute({
  getParentRoute: () => preferences,
  path: 'api-keys',
  component: lazyRouteComponent(worded(['preferences'], () => import('@/features/preferences/ApiKeysPage')), 'ApiKeysPage'),
});
const paymentMethods = createRoute({
  getParentRoute: () => preferences,
  path: 'payment-methods',
  component: lazyRouteComponent(worded(['preferences', 'online'], () => import('@/features/preferences/PaymentMethodsPage')), 'PaymentMethodsPage'),
});
const stripeCallback = createRoute({
  getParentRoute: () => preferences,
  path: 'payment-methods/stripe/callback',
  validateSearch: (search: Search): CallbackSearch => ({ code: text(search.code), state: text(search.state), error_description: text(search.error_description) }),
  component: lazyRouteComponent(worded(['preferences', 'online'], () => import('@/features/preferences/StripeCallback')), 'StripeCallback'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    auth.addChildren([signIn, register, verify, confirm, confirmOld, forgot, reset, invitation]),
    paymentPage,
    inside.addChildren([
      setup,
      shell.addChildren([
        home,
        customers.addChildren([customer]),
        newCustomer,
        copyCustomer,
        editCustomer,
        vendors.addChildren([vendor]),
        newVendor,
        copyVendor,
        editVendor,
        ...estimates,
        ...invoices,
        ...receipts,
        ...creditNotes,
        payments.addChildren([payment]),
        newPayment,
        editPayment,
        items.addChildren([item]),
        newItem,
        editItem,
        itemCategories,
        taxRates,
        accounts.addChildren([account]),
        journals.addChildren([journal]),
        newJournal,
        editJournal,
        audit,
        reports,
        report,
        revaluations,
        locks,
        newTemplate,
        editTemplate,
        preferences.addChildren([preferencesIndex, general, users, roles, role, currencies, branches, itemAccounts, eInvoices, paymentMethods, stripeCallback, pdfTemplates, apiKeys]),
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
