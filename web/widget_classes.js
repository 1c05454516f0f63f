/* The kinds of widgets a demo may use, by the names Python gives them: a small table, so that the
   page carries no more of ipywidgets than this. Our own views replace those that the published
   ones leave short. A new kind of control is a line here; manager.js is the only reader. */

import { LayoutModel, LayoutView, StyleModel, StyleView } from "@jupyter-widgets/base";
import { BoxModel, BoxView, HBoxModel, HBoxView, VBoxModel, VBoxView }
  from "@jupyter-widgets/controls/lib/widget_box.js";
import { DescriptionStyleModel } from "@jupyter-widgets/controls/lib/widget_description.js";
import { PlayModel, SliderStyleModel } from "@jupyter-widgets/controls/lib/widget_int.js";
import { DirectionalLinkModel, LinkModel } from "@jupyter-widgets/controls/lib/widget_link.js";
import { DropdownModel, SelectionSliderModel }
  from "@jupyter-widgets/controls/lib/widget_selection.js";
import { HTMLModel, HTMLStyleModel, HTMLView }
  from "@jupyter-widgets/controls/lib/widget_string.js";

import { DropdownView, PlayView, SelectionSliderView, StackView } from "./views.js";

export const widgetClasses = {
  LayoutModel, LayoutView, StyleModel, StyleView, DescriptionStyleModel, SliderStyleModel,
  BoxModel, BoxView, HBoxModel, HBoxView, VBoxModel, VBoxView, StackModel: BoxModel, StackView,
  DropdownModel, DropdownView, SelectionSliderModel, SelectionSliderView,
  PlayModel, PlayView,
  HTMLModel, HTMLView, HTMLStyleModel,
  LinkModel, DirectionalLinkModel,
};
