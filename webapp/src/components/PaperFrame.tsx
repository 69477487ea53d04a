import { useElementSize } from '@mantine/hooks';
import type { ReactNode, Ref } from 'react';

const SHEET = 880; // px: the width that pages are laid out for

export interface PaperFrameProps {
  html: string;
  title: string;
  height: number;
  /** The frame, for who prints what is in it: then we may reach into it, and still nothing runs there. */
  printed?: Ref<HTMLIFrameElement>;
}

/** A page that the server made, as wide as there is room, where it can do nothing but be looked at. */
export function PaperFrame({ html, title, height, printed }: PaperFrameProps): ReactNode {
  const { ref, width } = useElementSize();
  const scale = width ? Math.min(1, width / SHEET) : 1;
  return (
    // What is scaled from its left edge must begin there, in languages from right to left too; the page within has a direction of its own.
    <div ref={ref} style={{ direction: 'ltr', height, overflow: 'hidden', border: '1px solid var(--mantine-color-default-border)', borderRadius: 'var(--mantine-radius-sm)' }}>
      <iframe
        ref={printed}
        sandbox={printed ? 'allow-same-origin allow-modals' : ''}
        srcDoc={html}
        title={title}
        style={{ width: width / scale || '100%', height: height / scale, border: 0, transform: `scale(${scale})`, transformOrigin: 'top left', background: '#eef0f3', colorScheme: 'light' }}
      />
    </div>
  );
}
