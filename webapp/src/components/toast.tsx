import { notifications } from '@mantine/notifications';
import { i18n } from '@/lib/i18n';
import { sentenceOf } from '@/lib/sentences';

export function toast(message: string): void {
  notifications.show({ message, color: 'green', withBorder: true, closeButtonProps: { 'aria-label': i18n.t('app:close') } });
}

export function toastFailure(error: unknown): void {
  notifications.show({
    message: sentenceOf(error),
    color: 'red',
    withBorder: true,
    autoClose: 10_000,
    role: 'alert',
    closeButtonProps: { 'aria-label': i18n.t('app:close') },
  });
}
