// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { Emitter } from '@theia/core/lib/common/event';
import type { Message } from '@theia/core/shared/@lumino/messaging';
import { expect } from 'chai';
import { NotificationFocusContribution } from './notification-focus-contribution';

disableBrowserGlobals();

describe('the focus when a notification goes', () => {
    let disable: () => void;

    beforeEach(() => (disable = enableBrowserGlobals('Sanyam')));

    afterEach(() => {
        Reflect.deleteProperty(globalThis, 'requestAnimationFrame');
        disable();
    });

    it('goes at once to the current widget if the element that had it is gone', () => {
        Object.assign(globalThis, { requestAnimationFrame: (frame: () => void) => void frame() });
        const updated = new Emitter<void>();
        const said: string[] = [];
        const currentWidget = { id: 'editor', processMessage: ({ type }: Message) => void said.push(type) };
        const contribution = Object.assign(new NotificationFocusContribution(), {
            commands: { onDidExecuteCommand: new Emitter<void>().event },
            notifications: { onUpdated: updated.event },
            shell: { currentWidget, activateWidget: () => said.push('later') }
        });
        contribution.onStart();
        const gone = document.body.appendChild(document.createElement('input'));
        gone.focus();
        gone.remove();
        const notifications = document.body.appendChild(document.createElement('div'));
        notifications.className = 'theia-notifications-container';
        const notification = notifications.appendChild(document.createElement('button'));
        notification.focus();
        notification.remove();
        updated.fire();
        expect(said).to.deep.equal(['activate-request']);
    });
});
