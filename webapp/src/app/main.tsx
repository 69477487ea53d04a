import './styles';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { whenSignedOut } from '@/lib/client';
import { directionOf, i18n, startI18n } from '@/lib/i18n';
import { forgetSession } from '@/lib/session';
import { Providers } from './Providers';
import { router } from './router';

whenSignedOut(() => {
  forgetSession();
  const here = router.state.location;
  if (!here.pathname.startsWith('/auth/')) void router.navigate({ to: '/auth/login', search: { next: here.href } });
});

// A new release removes the files that an open page still asks for: load the page again, once.
window.addEventListener('vite:preloadError', () => {
  if (sessionStorage.getItem('bigcapital.reloaded') === location.href) return;
  sessionStorage.setItem('bigcapital.reloaded', location.href);
  location.reload();
});

void startI18n().then(() => {
  document.documentElement.lang = i18n.language;
  document.documentElement.dir = directionOf(i18n.language);
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
});
