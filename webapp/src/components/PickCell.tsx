/**
 * A cell in which one of many is chosen: an input that offers what matches while somebody types. The first letter typed is
 * never lost (it goes into the input itself), and Enter takes the option that is highlighted, which is the best match.
 */
import { Combobox, Text, TextInput, useCombobox } from '@mantine/core';
import { type InputHTMLAttributes, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './LineGrid.module.css';

export interface PickOption {
  id: string;
  label: string;
  hint?: string;
}

/** What a field of a form has around it. */
export interface PickField {
  error?: ReactNode;
  description?: ReactNode;
  required?: boolean;
  autoFocus?: boolean;
}

export interface PickCellProps {
  /** The name of what is chosen, or text that is nothing yet. */
  settled: string;
  /** What is being typed; null while nobody types. */
  typed: string | null;
  onType: (typed: string | null) => void;
  /** What matches what is typed, best first. */
  options: PickOption[];
  /** The options for what is typed are on their way: Enter waits for them. */
  pending?: boolean;
  /** The caller's role may not see what is offered here: said in place of the options. */
  refused?: boolean;
  chosen: string | null;
  /** What the list of options is called. */
  list: string;
  label: string;
  invalid: boolean;
  describedBy?: string;
  cell: string;
  onPick: (id: string) => void;
  /** The cell was left with this text in it, and nothing picked. */
  onLeave: (typed: string) => void;
  onFocus?: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** Stands by itself, as a field of a form, with its label above it. */
  field?: PickField;
}

export function PickCell(props: PickCellProps): ReactNode {
  const { settled, typed, onType, options, pending = false, refused = false } = props;
  const { t } = useTranslation('common');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [waiting, setWaiting] = useState(false);
  // Choosing goes on to the next cell at once: the blur of that is no leaving with something half typed.
  const picked = useRef(false);
  const typing = typed !== null;
  const open = combobox.dropdownOpened && (options.length > 0 || refused);
  useEffect(() => {
    if (combobox.dropdownOpened && typing) combobox.selectFirstOption();
  }, [typed, typing, pending, combobox.dropdownOpened]); // eslint-disable-line react-hooks/exhaustive-deps

  const pick = (id: string): void => {
    picked.current = true;
    setWaiting(false);
    onType(null);
    combobox.closeDropdown();
    props.onPick(id);
  };
  useEffect(() => {
    if (!waiting || pending) return;
    setWaiting(false);
    if (options[0]) pick(options[0].id);
  }, [waiting, pending]); // eslint-disable-line react-hooks/exhaustive-deps

  const input: Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> & { 'data-cell': string } = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    value: typed ?? settled,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
    'data-cell': props.cell,
    autoComplete: 'off',
    spellCheck: false,
    onFocus: (event) => {
      event.currentTarget.select();
      props.onFocus?.();
    },
    onClick: () => combobox.openDropdown(),
    onChange: (event) => {
      picked.current = false;
      setWaiting(false);
      onType(event.currentTarget.value);
      combobox.openDropdown();
    },
    onBlur: () => {
      combobox.closeDropdown();
      setWaiting(false);
      if (typing && !picked.current) {
        props.onLeave(typed.trim());
        onType(null);
      }
    },
    onKeyDown: (event) => {
      if (event.key === 'Escape' && open) {
        event.stopPropagation();
        onType(null);
        combobox.closeDropdown();
        return;
      }
      if (event.altKey && event.key === 'ArrowDown') {
        event.preventDefault();
        combobox.openDropdown();
        return;
      }
      if (event.key === 'Enter' && typing && pending) {
        event.preventDefault();
        setWaiting(true);
        return;
      }
      if (event.key === 'Enter' && typing && options.length > 0) {
        // However fast somebody types: what is highlighted, or the best match before anything is.
        event.preventDefault();
        pick((options[Math.max(0, combobox.getSelectedOptionIndex())] ?? options[0]!).id);
        return;
      }
      if (open && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
      props.onKeyDown(event);
    },
  };
  return (
    <Combobox store={combobox} onOptionSubmit={pick} width="max-content" position="bottom-start" withinPortal>
      <Combobox.Target targetType="input" withAriaAttributes withExpandedAttribute withKeyboardNavigation={open && !pending}>
        {props.field ? <TextInput {...input} {...props.field} label={props.label} data-autofocus={props.field.autoFocus} /> : <input {...input} className={classes.input} aria-label={props.label} />}
      </Combobox.Target>
      <Combobox.Dropdown hidden={!open} miw={280} maw="calc(100vw - 1rem)">
        {refused && (
          <Text size="sm" c="dimmed" p="xs" role="status">
            {t('errors.closed_list')}
          </Text>
        )}
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={props.list}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={option.id} active={option.id === props.chosen}>
              <span className={classes.option}>
                <span>{option.label}</span>
                <span className={classes.hint}>{option.hint}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
