import '@mantine/spotlight/styles.layer.css';
import { Kbd, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconBuildingStore, IconCategory, IconFileInvoice, IconListTree, IconNotebook, IconPackage, IconReceiptTax, IconSearch, IconUpload, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import { IMPORTS } from '@/lib/importing';
import { keysOf } from '@/lib/shortcuts';
import { useMay } from '@/lib/session';
import { pagesFor } from '../pages';
import { palette, paletteStore } from './paletteStore';
import { reportPhrases } from './phrases';

/** The addresses of what the server's search finds; kinds that have no page yet are not shown. */
const KINDS: Record<string, { icon: typeof IconSearch; to: (id: number) => string }> = {
  account: { icon: IconListTree, to: (id) => `/accounts/${id}` },
  customer: { icon: IconUsers, to: (id) => `/customers/${id}` },
  vendor: { icon: IconBuildingStore, to: (id) => `/vendors/${id}` },
  saleinvoice: { icon: IconFileInvoice, to: (id) => `/invoices/${id}` },
  saleestimate: { icon: IconFileInvoice, to: (id) => `/estimates/${id}` },
  salereceipt: { icon: IconFileInvoice, to: (id) => `/receipts/${id}` },
  creditnote: { icon: IconFileInvoice, to: (id) => `/credit-notes/${id}` },
  paymentreceived: { icon: IconFileInvoice, to: (id) => `/payments-received/${id}` },
  item: { icon: IconPackage, to: (id) => `/items/${id}` },
  itemcategory: { icon: IconCategory, to: () => '/items/categories' },
  taxrate: { icon: IconReceiptTax, to: () => '/tax-rates' },
  manualjournal: { icon: IconNotebook, to: (id) => `/manual-journals/${id}` },
};

/** Ctrl/Cmd-K: any page, action, report or record from one box. It opens whenever `asked` grows. */
export default function Palette({ asked }: { asked: number }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (asked > 0) palette.open();
  }, [asked]);
  const [wanted] = useDebouncedValue(query.trim(), 120);
  const { data: found, isFetching } = useQuery({
    queryKey: ['search', wanted],
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => answer(api.GET('/api/search', { params: { query: { q: wanted } }, signal })),
  });

  const matches = (...texts: string[]): boolean => {
    const text = texts.join(' ').toLowerCase();
    return query
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word));
  };
  const go = (to: string): void => void navigate({ to });

  const pages: SpotlightActionData[] = pagesFor(may)
    .map((page) => ({
      id: page.name,
      label: t(`page.${page.name}`),
      description: page.area === 'home' ? '' : t(`area.${page.area}`),
      leftSection: <page.icon size={18} stroke={1.7} aria-hidden />,
      rightSection: page.keys ? <Kbd size="xs">{keysOf(page.keys).join('+')}</Kbd> : undefined,
      onClick: () => go(page.to),
    }))
    .filter((action) => matches(action.label, action.description));
  for (const { page, path, needs } of Object.values(IMPORTS)) {
    const label = t('palette.import', { list: t(`page.${page}`) });
    if (may(...needs) && matches(label)) pages.push({ id: path, label, leftSection: <IconUpload size={18} stroke={1.7} aria-hidden />, onClick: () => go(path) });
  }
  const phrases: SpotlightActionData[] =
    query.trim().length < 2
      ? []
      : reportPhrases(t, may)
          .filter((phrase) => matches(phrase.label))
          .slice(0, 8)
          .map((phrase) => ({ id: phrase.id, label: phrase.label, onClick: () => go(phrase.to), leftSection: <phrase.icon size={18} stroke={1.7} aria-hidden /> }));
  const records: SpotlightActionData[] = wanted
    ? (found?.results ?? []).flatMap((hit) => {
        const kind = KINDS[hit.resource.replace(/[_\-\s]/g, '').toLowerCase()];
        if (!kind) return [];
        return [
          {
            id: `${hit.resource}-${hit.id}`,
            label: hit.title,
            description: hit.subtitle ?? undefined,
            leftSection: <kind.icon size={18} stroke={1.7} aria-hidden />,
            onClick: () => go(kind.to(hit.id)),
          },
        ];
      })
    : [];
  const groups = [
    { group: t('palette.pages'), actions: pages },
    { group: t('palette.reports'), actions: phrases },
    { group: t('palette.records'), actions: records },
  ].filter((entry) => entry.actions.length > 0);

  // The first one is what Enter takes, also of what was found only after the last letter; but nothing moves from under the arrows.
  const listed = groups.flatMap(({ actions }) => actions.map(({ id }) => id)).join();
  useEffect(() => {
    const list = document.getElementById(paletteStore.getState().listId);
    if (!query || !list || list.querySelector('[data-selected]')) return;
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    paletteStore.updateState((state) => ({ ...state, selected: 0 }));
  }, [query, listed]);

  return (
    <Spotlight
      store={paletteStore}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      actions={groups}
      filter={(_, actions) => actions}
      nothingFound={<Text role="status">{isFetching ? t('common:loading') : t('palette.nothing')}</Text>}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder'), leftSection: <IconSearch size={18} aria-hidden /> }}
      highlightQuery
      scrollable
      maxHeight="min(60vh, 32rem)"
      clearQueryOnClose
      title={t('shell.search')}
      classNames={{ header: 'visually-hidden' }}
    />
  );
}
