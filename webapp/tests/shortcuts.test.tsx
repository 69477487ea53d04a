import { fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { allowSingleKeys, bindingOf, useShortcuts } from '@/lib/shortcuts';

const key = (init: KeyboardEventInit): string => bindingOf(new KeyboardEvent('keydown', init));

describe('a pressed key', () => {
  it('is the same shortcut on every keyboard', () => {
    expect(key({ key: 'A', code: 'KeyA', shiftKey: true })).toBe('shift+a');
    expect(key({ key: 'ش', code: 'KeyA', shiftKey: true })).toBe('shift+a');
    expect(key({ key: '!', code: 'Digit1', shiftKey: true })).toBe('shift+1');
    expect(key({ key: '?', code: 'Slash', shiftKey: true })).toBe('?');
    expect(key({ key: 'M', code: 'KeyM', shiftKey: true, ctrlKey: true })).toBe('mod+shift+m');
    expect(key({ key: 'k', code: 'KeyK', metaKey: true })).toBe('mod+k');
  });
});

function Page({ run }: { run: () => void }): ReactNode {
  useShortcuts({ 'shift+a': run, 'mod+s': run });
  return <input aria-label="field" />;
}

describe('shortcuts', () => {
  it('rest while somebody types, but those with Ctrl do not', () => {
    const run = vi.fn();
    render(<Page run={run} />);
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 'A', code: 'KeyA', shiftKey: true });
    expect(run).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 's', code: 'KeyS', ctrlKey: true });
    fireEvent.keyDown(document.body, { key: 'A', code: 'KeyA', shiftKey: true });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('of one character can be turned off', () => {
    const run = vi.fn();
    render(<Page run={run} />);
    allowSingleKeys(false);
    fireEvent.keyDown(document.body, { key: 'A', code: 'KeyA', shiftKey: true });
    expect(run).not.toHaveBeenCalled();
  });
});
