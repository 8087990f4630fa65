// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { MessageType, type Message } from '@theia/core/lib/common/message-service-protocol';
import { expect } from 'chai';
import { ClosableNotifications, type NoticeOptions } from './closable-notifications';

disableBrowserGlobals();

describe('a notice', () => {
    function world() {
        const key = { set: () => undefined };
        const notifications = Object.assign(new ClosableNotifications(), {
            contentRenderer: { renderMessage: (text: string) => text },
            notificationToastsVisibleKey: key,
            notificationCenterVisibleKey: key,
            notificationsVisible: key
        });
        const left = new Set<string>();
        const show = (until: AbortSignal | undefined, text: string): void => {
            const options: NoticeOptions = { until };
            const message: Message = { type: MessageType.Error, text, options, actions: ['Retry'] };
            left.add(text);
            void notifications.showMessage(message).then(() => left.delete(text));
        };
        const settled = () => new Promise(resolve => setImmediate(resolve));
        return { show, left, settled };
    }

    it('closes with its signal, whatever it says, and leaves the others', async () => {
        const { show, left, settled } = world();
        const save = new AbortController();
        show(save.signal, 'Could not save. The plan “pro” allows more.');
        show(undefined, 'Could not list.');
        save.abort();
        await settled();
        expect([...left]).to.deep.equal(['Could not list.']);
    });

    it('stays when an earlier one with the same sentence closes, and does not open after its end', async () => {
        const { show, left, settled } = world();
        const [earlier, later] = [new AbortController(), new AbortController()];
        show(earlier.signal, 'Could not save.');
        await settled();
        show(later.signal, 'Could not save.');
        await settled();
        left.add('Could not save.');
        earlier.abort();
        await settled();
        expect([...left]).to.deep.equal(['Could not save.']);
        later.abort();
        await settled();
        expect([...left]).to.deep.equal([]);
        show(later.signal, 'Could not save.');
        await settled();
        expect([...left]).to.deep.equal([]);
    });
});
