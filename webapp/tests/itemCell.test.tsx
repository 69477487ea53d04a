import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { chartQuery } from '@/features/accounts/api';
import { type Item, offeredItemsQuery } from '@/features/items/api';
import { ItemCell } from '@/features/items/ItemCell';
import { QuickItem } from '@/features/items/QuickItem';
import { settingsQuery } from '@/features/preferences/api';
import { taxRatesQuery } from '@/features/taxes/api';
import { queryClient } from '@/lib/query';
import { bootQuery, organizationQuery } from '@/lib/session';

const CHAIR = { id: 7, name: 'Wing chair', code: 'C-7', sell_price_formatted: '$90.00', cost_price_formatted: '$40.00' } as Item;
const account = (id: number, name: string, type: string) => ({ id, name, code: String(id), account_type: type, account_type_label: type, active: true, currency_code: 'USD', children: [] });

beforeEach(() => {
  queryClient.clear();
  queryClient.setQueryData(bootQuery.queryKey, { abilities: [{ subject: 'all', action: 'manage' }], features: [] } as never);
  queryClient.setQueryData(organizationQuery.queryKey, { metadata: { base_currency: 'USD' } } as never);
  queryClient.setQueryData(settingsQuery.queryKey, [{ group: 'items', key: 'preferred_sell_account', value: 1025 }] as never);
  queryClient.setQueryData(taxRatesQuery.queryKey, [{ id: 3, name_formatted: 'VAT [15%]', active: true }, { id: 4, name_formatted: 'Old [9%]', active: false }] as never);
  queryClient.setQueryData(chartQuery.queryKey, [account(1000, 'Bank', 'bank'), account(1025, 'Sales', 'income')] as never);
  for (const typed of ['', 'wing', 'desk']) queryClient.setQueryData(offeredItemsQuery('sell', typed).queryKey, typed === 'desk' ? [] : [CHAIR]);
});

function Line(): ReactNode {
  const [line, setLine] = useState<{ item: Item | null; text: string }>({ item: null, text: '' });
  const [creating, setCreating] = useState<string | null>(null);
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider env="test">
        <ItemCell
          side="sell" value={line.item?.id ?? null} text={line.text} label="Item, line 1" invalid={false} cell="0:item"
          onPick={(item, text) => setLine({ item, text })} onChosen={() => document.getElementById('next')?.focus()} onCreate={setCreating} onKeyDown={() => {}}
        />
        <input id="next" aria-label="Quantity, line 1" />
        <output>{line.item?.id}</output>
        {creating !== null && <QuickItem side="sell" name={creating} onMade={() => {}} onClose={() => setCreating(null)} />}
      </MantineProvider>
    </QueryClientProvider>
  );
}

describe('the item of a line', () => {
  it('is found while somebody types, and Enter goes on to the next cell', async () => {
    const user = userEvent.setup();
    render(<Line />);
    await user.click(screen.getByLabelText('Item, line 1'));
    expect(await screen.findByText('C-7 · $90.00')).toBeInTheDocument();
    await user.keyboard('wing{Enter}');
    await screen.findByText('7');
    expect(screen.getByLabelText('Item, line 1')).toHaveValue('Wing chair');
    expect(screen.getByLabelText('Quantity, line 1')).toHaveFocus();
  });

  it('is meant by who tabs on with a text that one item alone matches', async () => {
    const user = userEvent.setup();
    render(<Line />);
    await user.click(screen.getByLabelText('Item, line 1'));
    await user.keyboard('wing{Tab}');
    await screen.findByText('7');
  });

  it('is added from here when it is missing, on the account that the organization prefers', async () => {
    const user = userEvent.setup();
    render(<Line />);
    await user.click(screen.getByLabelText('Item, line 1'));
    await user.keyboard('desk');
    await screen.findByRole('option', { name: 'New item “desk”' });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('desk');
    expect(screen.getByRole('combobox', { name: 'Income account' })).toHaveValue('1025 · Sales');
    await user.click(screen.getByRole('combobox', { name: 'Tax' }));
    expect(await screen.findByRole('option', { name: 'VAT [15%]' })).toBeInTheDocument();
    expect(screen.queryByRole('option', { name: 'Old [9%]' })).toBeNull();
    await user.clear(screen.getByRole('textbox', { name: 'Name' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('This is needed.')).toBeInTheDocument();
  });
});
