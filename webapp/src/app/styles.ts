// What the pages before sign-in need: Mantine's variables and our own sheet. Its parts come with shell/styles.ts.
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import './global.css';
