/** Keyboard shortcuts written as `shift+a`, `ctrl+shift+m`, `?`; `mod` is Ctrl, or Cmd on a Mac. */
import { useEffect, useRef } from 'react';

export type Bindings = Record<string, (event: KeyboardEvent) => void>;

const OFF = 'bigcapital.single-keys-off';

/** Shortcuts of one character can be turned off, for those who speak to their computer. */
export function singleKeysAllowed(): boolean {
  return localStorage.getItem(OFF) !== '1';
}

export function allowSingleKeys(allowed: boolean): void {
  if (allowed) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
}

/** The letter or digit of the key whatever the keyboard's script; signs as they are typed. */
function keyOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  if (/^Digit\d$/.test(event.code) && !/^[?/]$/.test(key)) return event.code.slice(5);
  if (/^[a-z]$/.test(key)) return key;
  if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return key;
}

/** The binding that this event stands for, e.g. `ctrl+shift+m`. */
export function bindingOf(event: KeyboardEvent): string {
  const key = keyOf(event);
  const sign = key.length === 1 && !/^[a-z0-9]$/.test(key);
  return [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    // A sign says itself whether Shift was needed to type it.
    event.shiftKey && !sign ? 'shift' : '',
    key,
  ]
    .filter(Boolean)
    .join('+');
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Runs the bindings while mounted. Those without `mod` rest while somebody types, and while a dialog is open. */
export function useShortcuts(bindings: Bindings): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const binding = bindingOf(event);
      const run = latest.current[binding.replace('ctrl', 'mod')];
      if (!run) return;
      const plain = !binding.startsWith('mod+');
      const covered = document.querySelector('[role=dialog][aria-modal=true]') !== null;
      if (plain && (isTyping(event.target) || !singleKeysAllowed() || covered)) return;
      // What saves a page does not save it from a dialog above it.
      if (covered && (binding === 'mod+enter' || binding === 'mod+s')) return event.preventDefault();
      // Ctrl+Shift+V pastes plain text into a field; elsewhere it is free.
      if (binding === 'mod+shift+v' && isTyping(event.target)) return;
      event.preventDefault();
      run(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);

/** The keys of a binding as people read them. */
export function keysOf(binding: string): string[] {
  return binding.split('+').map((key) => {
    if (key === 'mod') return MAC ? '⌘' : 'Ctrl';
    if (key === 'shift') return 'Shift';
    if (key === 'enter') return 'Enter';
    return key.length === 1 ? key.toUpperCase() : key;
  });
}
