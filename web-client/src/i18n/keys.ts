/** GENERATED from the catalogues by `npm run keys`: every key, and the variables it needs. */
export interface Messages {
  'app-name': undefined;
  'page-language': undefined;
}
