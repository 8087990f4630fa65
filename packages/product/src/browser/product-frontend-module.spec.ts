// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { FrontendApplicationContribution, WidgetFactory } from '@theia/core/lib/browser';
import { AboutDialog } from '@theia/core/lib/browser/about-dialog';
import { CommandContribution, MenuContribution, PreferenceContribution } from '@theia/core/lib/common';
import { Container } from '@theia/core/shared/inversify';
import { LanguageGrammarDefinitionContribution } from '@theia/monaco/lib/browser/textmate';
import { expect } from 'chai';
import module from './product-frontend-module';

disableBrowserGlobals();

describe('the frontend module', () => {
    let container: Container;

    beforeEach(() => {
        container = new Container();
        container.bind(AboutDialog).toSelf();
        container.load(module);
    });

    it('offers its commands, menus, start-up and widget', () => {
        for (const point of [CommandContribution, MenuContribution, FrontendApplicationContribution, WidgetFactory]) {
            expect(container.isBound(point), String(point)).to.equal(true);
        }
    });

    it('says what is shown at start', () => {
        const [preferences] = container.getAll<PreferenceContribution>(PreferenceContribution);
        expect(preferences?.schema?.properties).to.have.nested.property(
            'workbench\\.startupEditor.default',
            'welcomePage'
        );
    });

    it('contributes its languages', () => {
        expect(container.getAll(LanguageGrammarDefinitionContribution)).to.have.length(1);
    });
});
