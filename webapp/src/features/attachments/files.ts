import { useRef, useState } from 'react';
import { type Attached, uploadsDone } from './api';

export interface Files {
  files: readonly Attached[];
  change: (update: (files: readonly Attached[]) => Attached[]) => void;
  /** What there is at this moment, however old the rendering is that asks. */
  now: () => readonly Attached[];
  /** What is to be saved, once all is uploaded that was begun. */
  uploaded: () => Promise<readonly Attached[]>;
}

/** The files of a form that is being filled in: what is still uploaded while somebody saves is saved as well. */
export function useFiles(start: readonly Attached[]): Files {
  const [files, setFiles] = useState(start);
  const latest = useRef(files);
  return {
    files,
    change: (update) => {
      latest.current = update(latest.current);
      setFiles(latest.current);
    },
    now: () => latest.current,
    uploaded: async () => {
      await uploadsDone();
      return latest.current;
    },
  };
}

/** Files as the body of a document names them. */
export const keysOf = (files: readonly Attached[]): { key: string }[] => files.map(({ key }) => ({ key }));
