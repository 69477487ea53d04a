import { getOptionsLockup, getParsedComboboxData, Select, type SelectProps } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useMemo, useRef, useState } from 'react';

export interface SearchSelectProps extends SelectProps {
  ref?: Ref<HTMLInputElement>;
  /** The options are on their way: Enter waits for them. */
  pending?: boolean;
}

/**
 * One of many, found by typing: the first letter replaces what stands there, Enter takes the option that is lit or else the best
 * match, and leaving the field takes the only match.
 *
 * Mantine's own search differs in two ways, each of which let Enter take an option that nobody meant. Text that equals the
 * name of the chosen option counts as no search: all options are offered, and the first of them is lit. And what Enter takes goes
 * by an index that a timer sets when the list opens: whoever types before the timer runs has the index of the old choice.
 */
export function SearchSelect({ pending = false, comboboxProps, data, value, onFocus, onBlur, onOptionSubmit, ref, ...rest }: SearchSelectProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const typed = useRef(false);
  const waiting = useRef(false);
  const [text, setText] = useState<string | null>(null);
  const chosen = useMemo(() => (value ? getOptionsLockup(getParsedComboboxData(data))[value]?.label : undefined), [data, value]);
  const options = (): HTMLElement[] => {
    const list = document.getElementById(input.current?.getAttribute('aria-controls') ?? '');
    return [...(list?.querySelectorAll<HTMLElement>('[data-combobox-option]') ?? [])];
  };
  const takeBest = (): boolean => {
    const found = options();
    const best = found.find((option) => option.hasAttribute('data-combobox-selected')) ?? found[0];
    best?.click();
    return best !== undefined;
  };
  useEffect(() => {
    if (text === null || text !== chosen) return;
    const active = options().find((option) => option.hasAttribute('data-combobox-active'));
    for (const option of options()) option.toggleAttribute('data-combobox-selected', option === active);
  }, [text, chosen]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (pending || !waiting.current) return;
    waiting.current = false;
    takeBest();
  }, [pending]); // eslint-disable-line react-hooks/exhaustive-deps

  const enter = (event: KeyboardEvent): void => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.nativeEvent.isComposing;
    if (event.key !== 'Enter' || !plain || !typed.current) return;
    if (!takeBest() && !pending) return;
    waiting.current = typed.current;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Select
      ref={useMergedRef(input, ref)}
      searchable
      selectFirstOptionOnChange
      // The list is there with the first letter, not a few frames later.
      comboboxProps={{ transitionProps: { duration: 0 }, ...comboboxProps }}
      data={data}
      value={value}
      {...rest}
      onInput={(event) => {
        setText(event.currentTarget.value);
        typed.current = true;
        waiting.current = false;
      }}
      onKeyDownCapture={enter}
      onOptionSubmit={(value) => {
        typed.current = false;
        setText(null);
        onOptionSubmit?.(value);
      }}
      onFocus={(event) => {
        event.currentTarget.select();
        onFocus?.(event);
      }}
      onBlur={(event) => {
        const found = typed.current ? options() : [];
        typed.current = false;
        waiting.current = false;
        setText(null);
        if (found.length === 1) found[0]!.click();
        onBlur?.(event);
      }}
    />
  );
}
