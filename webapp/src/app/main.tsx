import './styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { whenSignedOut } from '@/lib/client';
import { directionOf, i18n, startI18n } from '@/lib/i18n';
import { queryClient } from '@/lib/query';
import { forgetSession } from '@/lib/session';
import { router } from './router';
import { followScheme } from './scheme';

whenSignedOut(() => {
  forgetSession();
  const here = router.state.location;
  if (!here.pathname.startsWith('/auth/')) void router.navigate({ to: '/auth/login', search: { next: here.href }, ignoreBlocker: true });
});

// A new release removes the files that an open page still asks for: load the page again, once. A server that is away removed
// nothing, and what stands on the page, half written perhaps, is all there is then: links are prepared for as the mouse passes.
window.addEventListener('vite:preloadError', () => {
  if (sessionStorage.getItem('bigcapital.reloaded') === location.href) return;
  const again = ({ ok }: Response): void => {
    if (!ok) return;
    sessionStorage.setItem('bigcapital.reloaded', location.href);
    location.reload();
  };
  fetch('/', { cache: 'no-store' }).then(again, () => {});
});

const follow = (language: string): void => {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
};

/** The server answers in the language of the screen: what it said in another one is read anew. */
const readAnew = (): ((language: string) => void) => {
  let read = i18n.language;
  return (language) => {
    if (language !== read) void queryClient.invalidateQueries();
    read = language;
  };
};

followScheme();
void startI18n().then(() => {
  follow(i18n.language);
  i18n.on('languageChanged', follow);
  i18n.on('languageChanged', readAnew());
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
});
