import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { Pickable } from '@/features/accounts/api';
import { JournalGrid } from '@/features/journals/JournalGrid';
import { emptyLine } from '@/features/journals/lines';

const ACCOUNTS: Pickable[] = [
  ['10001', 'Bank Account'],
  ['100010', 'Prepaid Expenses'],
  ['40004', 'Rent'],
].map(([code, name], index) => ({
  id: 1000 + index, code: code!, name: name!, label: `${code} · ${name}`, type: 'bank', typeLabel: 'Bank', active: true, currency: 'USD',
}));

function Sheet(): ReactNode {
  const [lines, setLines] = useState(() => [emptyLine(), emptyLine()]);
  return (
    <MantineProvider env="test">
      <JournalGrid lines={lines} onChange={setLines} accounts={ACCOUNTS} currency="USD" faults={new Map()} branches={[]} />
    </MantineProvider>
  );
}

const cell = (name: string, line: number): HTMLElement => screen.getByRole(name === 'Account' ? 'combobox' : 'textbox', { name: `${name}, line ${line}` });

describe('the line grid', () => {
  it('takes a journal from the keyboard alone and says what is missing meanwhile', async () => {
    const user = userEvent.setup();
    render(<Sheet />);
    await user.click(screen.getByLabelText('Account, line 1'));
    await user.keyboard('ren{Enter}');
    expect(screen.getByLabelText('Account, line 1')).toHaveValue('40004 · Rent');
    expect(screen.getByLabelText('Debit, line 1')).toHaveFocus();
    await user.keyboard('12.5{Enter}');
    expect(screen.getByLabelText('Account, line 2')).toHaveFocus();
    expect(screen.getByLabelText('Debit, line 1')).toHaveValue('12.50');
    expect(screen.getByText('12.50 credit missing')).toBeInTheDocument();
    await user.keyboard('10001{Enter}{Tab}=');
    expect(screen.getByLabelText('Account, line 2')).toHaveValue('10001 · Bank Account');
    expect(screen.getByLabelText('Credit, line 2')).toHaveValue('12.50');
    expect(screen.getByText('Balanced')).toBeInTheDocument();
  });

  it('adds a line when Enter leaves the last one, and moves with the arrows', async () => {
    const user = userEvent.setup();
    render(<Sheet />);
    await user.click(screen.getByLabelText('Note, line 2'));
    await user.keyboard('x{Enter}');
    expect(await screen.findByLabelText('Account, line 3')).toBeInTheDocument();
    await user.click(screen.getByLabelText('Credit, line 2'));
    await user.keyboard('{ArrowUp}');
    expect(screen.getByLabelText('Credit, line 1')).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(screen.getByLabelText('Debit, line 1')).toHaveFocus();
  });

  it('removes a line but never the last', async () => {
    const user = userEvent.setup();
    render(<Sheet />);
    await user.click(screen.getByRole('button', { name: 'Remove line 2' }));
    await user.click(screen.getByRole('button', { name: 'Remove line 1' }));
    expect(within(screen.getByRole('table')).getAllByRole('button')).toHaveLength(1);
    expect(cell('Debit', 1)).toHaveValue('');
  });
});
