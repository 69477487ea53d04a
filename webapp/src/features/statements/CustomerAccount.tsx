import { Button, Group, Switch } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast, toastFailure } from '@/components/toast';
import type { Contact } from '@/features/contacts/kinds';
import { customerRemindersQuery } from '@/features/reminders/api';
import { answer, api, newKey, once } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { useMay } from '@/lib/session';

/** What a customer's drawer offers about what is owed: the statement of account, and whether reminders go out. */
export function CustomerAccount({ contact: { id } }: { contact: Contact }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data } = useQuery(customerRemindersQuery(id));
  const set = useMutation({
    mutationFn: async (active: boolean) => {
      await answer(api.PUT('/api/customers/{id}/payment-reminders', { params: { path: { id } }, body: { is_active: active }, ...once(newKey()) }));
      await queryClient.invalidateQueries({ queryKey: customerRemindersQuery(id).queryKey });
    },
    onSuccess: () => toast(t('saved')),
    onError: toastFailure,
  });
  return (
    <Group justify="space-between">
      {may('read-customers-transactions', 'Report') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconFileText size={15} />}
          renderRoot={(props) => <Link {...props} to="/customers/$contactId/statement" params={{ contactId: String(id) }} search={{}} />}
        >
          {t('recurring.statement.one')}
        </Button>
      )}
      {data && (
        <Switch
          size="sm"
          label={t('recurring.reminder.customer')}
          checked={set.isPending ? set.variables : data.is_active}
          disabled={!may('Edit', 'Customer')}
          onChange={(event) => set.mutate(event.currentTarget.checked)}
        />
      )}
    </Group>
  );
}
