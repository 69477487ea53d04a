import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchSelect } from '@/components/SearchSelect';
import { useMay } from '@/lib/session';
import { type Category, categoriesQuery } from './api';

const CategoryForm = lazy(() => import('./CategoryForm').then((module) => ({ default: module.CategoryForm })));
const NEW = 'new';

export interface CategorySelectProps {
  value: number | null;
  error?: ReactNode;
  onChange: (category: Category | null) => void;
}

/** The category of an item; one that is missing can be added from here, by the name that was typed. */
export function CategorySelect({ value, error, onChange }: CategorySelectProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const input = useRef<HTMLInputElement>(null);
  const { data } = useQuery(categoriesQuery);
  const [typed, setTyped] = useState('');
  const [adding, setAdding] = useState<string | null>(null);
  const categories = data ?? [];
  const wanted = typed.trim();
  const known = categories.some((category) => category.name.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  const existing = categories.map((category) => ({ value: String(category.id), label: category.name }));
  const offersNew = wanted !== '' && !known && may('Create', 'Item');
  return (
    <>
      <SearchSelect
        ref={input}
        label={t('item.category')}
        clearable
        limit={200}
        data={offersNew ? [...existing, { value: NEW, label: t('category.new_named', { name: wanted }) }] : existing}
        filter={({ options, search }) =>
          options.filter((option) => 'value' in option && (option.value === NEW || option.label.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase())))
        }
        searchValue={typed}
        onSearchChange={setTyped}
        value={value === null ? null : String(value)}
        onChange={(id) => {
          if (id !== NEW) onChange(categories.find((category) => String(category.id) === id) ?? null);
          // Leaving the field takes the only match; that nobody asked for a new one.
          else if (document.activeElement === input.current) setAdding(wanted);
        }}
        error={error}
      />
      <Suspense>{adding !== null && <CategoryForm category={null} name={adding} onSaved={onChange} onClose={() => setAdding(null)} />}</Suspense>
    </>
  );
}
