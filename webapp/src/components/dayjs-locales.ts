/** The calendar's words and its first day of the week follow the language of the screen. */
import dayjs from 'dayjs';
import 'dayjs/locale/ar';
import { i18n } from '@/lib/i18n';

const follow = (language: string): void => void dayjs.locale(language);
follow(i18n.language);
i18n.on('languageChanged', follow);
