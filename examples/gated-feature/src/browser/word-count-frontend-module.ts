// SPDX-License-Identifier: MIT

import { FeatureContribution, FeatureGate } from '@sanyam/types';
import { KeybindingContribution, type KeybindingRegistry } from '@theia/core/lib/browser/keybinding';
import { type Command, CommandContribution, type CommandRegistry } from '@theia/core/lib/common/command';
import { MessageService } from '@theia/core/lib/common/message-service';
import { ContainerModule, inject, injectable, optional } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';

/** The tier that the feature needs. Tiers that are at least as large have it, too. */
const wordCount: FeatureContribution = {
    packageName: '@sanyam/example-gated-feature',
    features: [{ featureId: 'example.word-count', requiredTier: 'pro' }]
};

const COUNT_WORDS: Command = { id: 'example.countWords', category: 'Example', label: 'Count Words' };

/** Counts the words of the current editor. */
@injectable()
class WordCountContribution implements CommandContribution, KeybindingContribution {
    /** Undefined in an IDE without licensing, which offers every feature. */
    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(MessageService)
    protected readonly messages: MessageService;

    registerCommands(commands: CommandRegistry): void {
        // The gate answers at once. A menu and the palette ask each time they open.
        const isEnabled = (): boolean => this.gate?.isFeatureEnabled('example.word-count') ?? true;
        commands.registerCommand(COUNT_WORDS, { isEnabled, isVisible: isEnabled, execute: () => this.count() });
    }

    registerKeybindings(keybindings: KeybindingRegistry): void {
        keybindings.registerKeybinding({
            command: COUNT_WORDS.id,
            keybinding: 'ctrlcmd+alt+c',
            when: '!sanyam.licensing || sanyam.feature.example.word-count'
        });
    }

    private async count(): Promise<void> {
        const text = this.editors.currentEditor?.editor.document.getText() ?? '';
        const words = text.split(/\s+/).filter(word => word !== '');
        await this.messages.info(`${words.length} words`);
    }
}

export default new ContainerModule(bind => {
    bind(FeatureContribution).toConstantValue(wordCount);
    bind(WordCountContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(WordCountContribution);
    bind(KeybindingContribution).toService(WordCountContribution);
});
