// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { join } from 'node:path';
import { REPOSITORY } from '../../command-line.js';
import { readSupabaseConfig } from '../../supabase/config.js';
import { readAuthSettings } from '../auth-settings.js';
import { readMailTemplates } from './mail-templates.js';
import { MAIL_TYPES } from './mail-types.js';
import { renderHtml, renderText } from './template.js';

describe('the mails of Auth', () => {
    it('have a code, and a link where there is one, in HTML and in text', async () => {
        const { auth } = await readSupabaseConfig(join(REPOSITORY, 'supabase', 'config.toml'), {});
        const templates = await readMailTemplates(readAuthSettings(auth), REPOSITORY);
        for (const type of MAIL_TYPES) {
            const { html, text } = templates[type];
            for (const body of [html, text]) {
                expect(body, type).to.include('{{ .Token }}');
                expect(body.includes('{{ .ConfirmationURL }}'), type).to.equal(type !== 'reauthentication');
            }
            expect(html).to.include('name="color-scheme" content="light dark"');
            expect(html).to.include('width=device-width');
            expect(html, 'a long address on a phone').to.include('overflow-wrap: anywhere');
            expect(html, 'loads nothing').not.to.match(/<(img|link|script)|url\(/);
            expect(text).not.to.include('<');
        }
    });

    it('have defaults without templates', async () => {
        const templates = await readMailTemplates(readAuthSettings({}), '/nonexistent');
        for (const type of MAIL_TYPES) {
            expect(templates[type].html).to.include('{{ .Token }}');
        }
    });

    it('fail at the start if a template is missing', async () => {
        const settings = readAuthSettings({ email: { template: { invite: { content_path: 'no.html' } } } });
        const error = await readMailTemplates(settings, '/nonexistent').catch(error => error);
        expect(error.message).to.match(/^The mail template .+no\.html does not exist\. Correct content_path/);
    });

    it('show values as text', () => {
        const values = { Email: '<img src=x>&"\'', Token: '1$&2' };
        expect(renderHtml('a {{ .Email }} {{.Token}} {{ .constructor }}', values)).to.equal(
            'a &lt;img src=x&gt;&amp;&#34;&#39; 1$&amp;2 '
        );
        expect(renderText('{{ .Email }} {{ .Token }}', values)).to.equal('<img src=x>&"\' 1$&2');
    });
});
